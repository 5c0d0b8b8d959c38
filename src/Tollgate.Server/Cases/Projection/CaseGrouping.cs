using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Projection;

/// <summary>
/// Enters risky payments into cases: a payment joins its user's open case or opens one. Lives as long as one database
/// transaction, in which whoever uses it saves.
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
    readonly Dictionary<string, CaseTransaction> entered = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, Case> holders = [];
    readonly Dictionary<Case, int> joined = [];
    readonly HashSet<Case> opened = [];
    readonly HashSet<Case> touched = [];

    /// <summary>The cases that were changed.</summary>
    public IReadOnlyCollection<Case> Touched => touched;

    /// <summary>Reads what the payments will meet, in two queries for all of them where none was reported.</summary>
    public async Task Read(
        IReadOnlyCollection<string> transactionIds, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var known = await db.Set<CaseTransaction>()
            .Where(payment => transactionIds.Contains(payment.TransactionId)).ToListAsync(cancellation);
        foreach (var payment in known)
            entered[payment.TransactionId] = payment;
        var cases = await db.Cases.Where(found => found.Status == CaseStatus.Open && userIds.Contains(found.UserId))
            .ToListAsync(cancellation);
        foreach (var found in cases)
            open[found.UserId] = found;
        var reported = known.Where(payment => !payment.IsSeen).Select(payment => payment.CaseId).Distinct().ToList();
        if (reported.Count == 0)
            return;
        foreach (var found in await db.Cases.Where(one => reported.Contains(one.Id)).ToListAsync(cancellation))
            holders[found.Id] = found;
    }

    /// <summary>Enters a payment that another system reports and no case has.</summary>
    /// <param name="source">The name of the machine key that reports it.</param>
    /// <param name="actor">The same for the audit log.</param>
    public Case Report(string userId, CaseTransaction payment, string source, string actor, string? address)
    {
        var found = OpenCase(userId, payment, source, actor, address);
        Join(found, payment);
        return found;
    }

    /// <summary>
    /// Enters a payment that the gate has stopped. One that another system reported before it was decided gets what
    /// only the gate knows of it, and goes to its user's case when the report named another.
    /// </summary>
    public async Task Alert(string userId, CaseTransaction payment, CancellationToken cancellation)
    {
        if (!entered.TryGetValue(payment.TransactionId, out var reported))
        {
            var found = OpenCase(userId, payment, Gate, Gate, null);
            if (!opened.Contains(found))
                joined.TryAdd(found, found.TransactionCount);
            Join(found, payment);
        }
        else if (!reported.IsSeen)
        {
            await Complete(reported, userId, payment, cancellation);
        }
    }

    /// <summary>Writes down by how many payments each case has grown: once a case, as they come in bursts.</summary>
    public void RecordJoined()
    {
        foreach (var (found, before) in joined)
            Record(found, CaseEvent.Joined, $"{before}", $"{found.TransactionCount}");
    }

    /// <summary>What the audit log calls a case.</summary>
    public static string Subject(Guid id) => $"case:{id}";

    Case OpenCase(string userId, CaseTransaction payment, string source, string actor, string? address)
    {
        if (open.TryGetValue(userId, out var found))
            return found;
        found = open[userId] = new Case
        {
            Id = Guid.CreateVersion7(payment.DecidedAt),
            UserId = userId,
            Source = source,
            OpenedAt = payment.DecidedAt,
            UpdatedAt = payment.DecidedAt,
        };
        opened.Add(found);
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
        return found;
    }

    void Join(Case found, CaseTransaction payment)
    {
        found.Take(payment, clock.GetUtcNow());
        db.Add(payment);
        entered[payment.TransactionId] = payment;
        touched.Add(found);
    }

    async Task Complete(
        CaseTransaction reported, string userId, CaseTransaction decided, CancellationToken cancellation)
    {
        var holder = holders[reported.CaseId];
        var target = holder.UserId == userId ? holder : OpenCase(userId, decided, Gate, Gate, null);
        decided.Reported(reported.Risk, reported.Reasons);
        (decided.CaseId, decided.Place) = (holder.Id, reported.Place);
        if (target == holder)
        {
            holder.Changed(clock.GetUtcNow());
            Record(holder, CaseEvent.Decided, null, decided.TransactionId);
        }
        else
        {
            Move(decided, holder, target);
        }
        db.Entry(reported).CurrentValues.SetValues(decided);
        if (target == holder && holder.IsSeverer(reported))
            holder.Show(reported);
        else if (holder.TransactionId == reported.TransactionId)
            await ShowSeverest(holder, cancellation);
        touched.Add(holder);
        touched.Add(target);
    }

    void Move(CaseTransaction payment, Case from, Case to)
    {
        from.TransactionCount--;
        from.Changed(clock.GetUtcNow());
        to.Take(payment, clock.GetUtcNow());
        Record(from, CaseEvent.MovedOut, payment.TransactionId, $"{to.Id}");
        Record(to, CaseEvent.MovedIn, $"{from.Id}", payment.TransactionId);
    }

    /// <summary>Behind a payment that was the severest one, whichever is so now.</summary>
    async Task ShowSeverest(Case found, CancellationToken cancellation)
    {
        // The query must see what this transaction has changed.
        await db.SaveChangesAsync(cancellation);
        found.Show(await db.Set<CaseTransaction>().Where(payment => payment.CaseId == found.Id)
            .OrderByDescending(payment => payment.Decision == Engine.Decisions.DecisionKind.Block)
            .ThenByDescending(payment => payment.Risk ?? Case.None).ThenBy(payment => payment.Place)
            .FirstOrDefaultAsync(cancellation));
    }

    void Record(Case found, string action, string? from, string? to)
    {
        var at = clock.GetUtcNow();
        db.Add(new CaseEvent { CaseId = found.Id, At = at, Actor = Gate, Action = action, From = from, To = to });
        audit.Add(db, Gate, "case." + action, Subject(found.Id), from, to);
    }
}
