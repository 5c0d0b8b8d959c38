using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Projection;

/// <summary>
/// Enters risky payments into cases: a payment joins its user's open case or opens one. Lives as long as one database
/// transaction and saves nothing itself.
/// </summary>
/// <remarks>
/// Isolation: what <see cref="Read"/> has found must hold until the commit, else two transactions open a case for the
/// same user. SQLite takes one writing transaction at a time, from its beginning. A database with several writers must
/// run this one serializable and repeat it when it conflicts; its unique indexes would only refuse the second case.
/// </remarks>
sealed class CaseGrouping(TollgateDb db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Who opens cases of what the gate itself stopped.</summary>
    public const string Gate = "gate";

    readonly Dictionary<string, Case> open = new(StringComparer.Ordinal);
    readonly HashSet<string> entered = new(StringComparer.Ordinal);
    readonly HashSet<Case> touched = [];

    /// <summary>The cases that were changed.</summary>
    public IReadOnlyCollection<Case> Touched => touched;

    /// <summary>Reads what the payments will meet, in two queries for all of them.</summary>
    public async Task Read(
        IReadOnlyCollection<string> transactionIds, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        entered.UnionWith(await db.Set<CaseTransaction>()
            .Where(payment => transactionIds.Contains(payment.TransactionId))
            .Select(payment => payment.TransactionId).ToListAsync(cancellation));
        var cases = await db.Cases.Where(found => found.Status == CaseStatus.Open && userIds.Contains(found.UserId))
            .ToListAsync(cancellation);
        foreach (var found in cases)
            open[found.UserId] = found;
    }

    /// <summary>Null when the payment is in a case already.</summary>
    /// <param name="source">gate, or the name of the machine key that reports it.</param>
    /// <param name="actor">The same for the audit log.</param>
    public Case? Enter(string userId, CaseTransaction payment, string source, string actor, string? address = null)
    {
        if (!entered.Add(payment.TransactionId))
            return null;
        var now = clock.GetUtcNow();
        if (!open.TryGetValue(userId, out var found))
        {
            found = open[userId] = Open(userId, payment.DecidedAt, source);
            db.Add(found);
            db.Add(new CaseEvent
            {
                CaseId = found.Id,
                At = payment.DecidedAt,
                Actor = source,
                Action = CaseEvent.Opened,
                To = CaseStatus.Open.Text(),
            });
            audit.Add(db, actor, "case.opened", Subject(found.Id), to: CaseStatus.Open.Text(), address: address);
        }
        found.Take(payment, now);
        db.Add(payment);
        touched.Add(found);
        return found;
    }

    /// <summary>What the audit log calls a case.</summary>
    public static string Subject(Guid id) => $"case:{id}";

    static Case Open(string userId, DateTimeOffset at, string source) => new()
    {
        Id = Guid.CreateVersion7(at),
        UserId = userId,
        Source = source,
        OpenedAt = at,
        UpdatedAt = at,
    };
}
