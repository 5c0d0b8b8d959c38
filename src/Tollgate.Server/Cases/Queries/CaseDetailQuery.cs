using System.Text;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Puts the detail of a case together: from the database, and from the log what is not a case's own.</summary>
sealed class CaseDetailQuery(Gate gate)
{
    const int MostEvidence = 50;

    // A case can hold more payments than are shown beside it; the walk back through the log ends all the same.
    const int LongestWalk = 500;

    public async Task<CaseDetailResponse> Of(TollgateDb db, Case found, CancellationToken cancellation)
    {
        var payments = await db.Set<CaseTransaction>().AsNoTracking().Where(payment => payment.CaseId == found.Id)
            .OrderByDescending(payment => payment.DecidedAt).ThenBy(payment => payment.TransactionId)
            .ToListAsync(cancellation);
        var comments = await db.Set<CaseComment>().AsNoTracking().Where(comment => comment.CaseId == found.Id)
            .OrderBy(comment => comment.At).ThenBy(comment => comment.Id).ToListAsync(cancellation);
        var history = await db.Set<CaseEvent>().AsNoTracking().Where(line => line.CaseId == found.Id)
            .OrderBy(line => line.Id).ToListAsync(cancellation);
        var evidence = await Evidence(found.UserId, [.. payments.Select(payment => payment.TransactionId)]);
        var labels = await Labels([.. payments.Concat(evidence).Select(payment => payment.TransactionId)]);
        var explanation = DecisionExplanation.Of(gate, found.TransactionId);
        return new(found, explanation, Answers(payments), Answers(evidence), comments, history);

        List<CaseTransactionResponse> Answers(IEnumerable<CaseTransaction> of) =>
            [.. of.Select(payment => CaseTransactionResponse.Of(payment, LabelOf(payment)))];

        LabelKind? LabelOf(CaseTransaction payment) =>
            labels.TryGetValue(payment.TransactionId, out var label) ? label : null;
    }

    /// <summary>The labels in force of those payments that have one.</summary>
    Task<Dictionary<string, LabelKind>> Labels(IReadOnlyCollection<string> transactionIds) => Ask(loop =>
    {
        var labels = new Dictionary<string, LabelKind>(StringComparer.Ordinal);
        foreach (var id in transactionIds)
        {
            if (loop.LabelOf(id) is { } label)
                labels[id] = label.Kind;
        }

        return labels;
    });

    /// <exception cref="ProblemException">The gate is too busy, or stops.</exception>
    async Task<T> Ask<T>(Func<LoopView, T> query)
    {
        try
        {
            return await gate.QueryAsync(query);
        }
        catch (IOException e)
        {
            throw new ProblemException(Problems.Unavailable(TimeSpan.FromSeconds(1), e.Message));
        }
    }

    async Task<List<CaseTransaction>> Evidence(string userId, HashSet<string> own)
    {
        var user = Encoding.UTF8.GetBytes(userId);
        var newest = await Ask(loop => loop.LastDecisionOf(EntityKind.User, user));
        var evidence = new List<CaseTransaction>();
        foreach (var decided in gate.History.WalkBack(EntityKind.User, newest).Take(LongestWalk))
        {
            if (evidence.Count == MostEvidence)
                break;
            if (own.Contains(Encoding.UTF8.GetString(decided.Transaction.TransactionId)))
                continue;
            var made = gate.Generations.Of(decided.Decision.Generation);
            evidence.Add(CaseTransaction.Of(decided.Transaction, decided.Decision, made));
        }
        return evidence;
    }
}
