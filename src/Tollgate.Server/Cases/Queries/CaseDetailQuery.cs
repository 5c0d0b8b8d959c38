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

/// <summary>
/// Puts the detail of a case together: from the database, and from the log what is not a case's own. Of what may be
/// many it holds the first page, and the gate is asked for no more labels than are shown.
/// </summary>
sealed class CaseDetailQuery(Gate gate)
{
    const int MostEvidence = 50;

    // A case can hold more payments than are shown beside it; the walk back through the log ends all the same.
    const int LongestWalk = 500, WalkedTogether = 100;

    public async Task<CaseDetailResponse> Of(TollgateDb db, Case found, CancellationToken cancellation)
    {
        var payments = await CaseParts.Payments(db, found.Id, new(), cancellation);
        var severest = await db.Set<CaseTransaction>().AsNoTracking().SingleOrDefaultAsync(
            payment => payment.TransactionId == found.TransactionId && payment.CaseId == found.Id, cancellation);
        var comments = await CaseParts.Comments(db, found.Id, new(), cancellation);
        var history = await CaseParts.History(db, found.Id, new(), cancellation);
        var evidence = await Evidence(db, found, cancellation);
        var shown = await Labelled([.. payments.Items, .. evidence, .. severest is null ? [] : new[] { severest }]);
        return new CaseDetailResponse(found, DecisionExplanation.Of(gate, found.TransactionId))
        {
            Transactions = shown[..payments.Items.Count],
            TransactionsCursor = payments.Next,
            Severest = severest is null ? null : shown[^1],
            Evidence = shown[payments.Items.Count..(payments.Items.Count + evidence.Count)],
            Comments = [.. comments.Items.Select(CommentResponse.Of).Reverse()],
            CommentsCursor = comments.Next,
            History = [.. history.Items.Select(HistoryLine.Of).Reverse()],
            HistoryCursor = history.Next,
        };
    }

    /// <summary>The payments as they are shown, in their order, with the labels in force.</summary>
    public async Task<List<CaseTransactionResponse>> Labelled(List<CaseTransaction> payments)
    {
        var labels = await Ask(loop =>
        {
            var found = new LabelKind?[payments.Count];
            for (var i = 0; i < found.Length; i++)
                found[i] = loop.LabelOf(payments[i].TransactionId)?.Kind;
            return found;
        });
        return [.. payments.Select((payment, i) => CaseTransactionResponse.Of(payment, labels[i]))];
    }

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

    /// <summary>The user's newest payments that are none of the case.</summary>
    async Task<List<CaseTransaction>> Evidence(TollgateDb db, Case found, CancellationToken cancellation)
    {
        var user = Encoding.UTF8.GetBytes(found.UserId);
        var newest = await Ask(loop => loop.LastDecisionOf(EntityKind.User, user));
        var evidence = new List<CaseTransaction>();
        foreach (var walked in gate.History.WalkBack(EntityKind.User, newest).Take(LongestWalk).Chunk(WalkedTogether))
        {
            var ids = Array.ConvertAll(walked, one => Encoding.UTF8.GetString(one.Transaction.TransactionId));
            var own = await db.Set<CaseTransaction>()
                .Where(payment => ids.Contains(payment.TransactionId) && payment.CaseId == found.Id)
                .Select(payment => payment.TransactionId).ToHashSetAsync(cancellation);
            for (var i = 0; i < walked.Length && evidence.Count < MostEvidence; i++)
            {
                if (own.Contains(ids[i]))
                    continue;
                var made = gate.Generations.Of(walked[i].Decision.Generation);
                evidence.Add(CaseTransaction.Of(walked[i].Transaction, walked[i].Decision, made));
            }
            if (evidence.Count == MostEvidence)
                break;
        }
        return evidence;
    }
}
