using System.Buffers.Binary;
using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Decides what may enter the log: answers what was seen before, refuses what is too old or cannot be converted, and
/// appends the rest. Runs on the thread that runs the gate.
/// </summary>
/// <param name="window">How long ids are remembered, ms of event time.</param>
sealed class Admission(GateLogs logs, DecisionLoop loop, DecisionHistory history, long window, TimeProvider clock)
{
    readonly HashSet<UInt128> inBatch = [];
    bool generationInBatch;

    /// <summary>Requests that speak of a transaction of this batch: they wait for the next one.</summary>
    public List<Submission> Deferred { get; } = [];

    public DecisionLoop Loop => loop;

    public void BeginBatch()
    {
        inBatch.Clear();
        generationInBatch = false;
    }

    public void Admit(TransactionSubmission request)
    {
        var transaction = request.Transaction;
        var watermark = loop.Watermark;
        var id = logs.Hash.Of(transaction.TransactionId);
        if (inBatch.Contains(id))
        {
            Deferred.Add(request);
            return;
        }
        var oldest = watermark == long.MinValue ? long.MinValue : watermark - window;
        if (logs.Index.Find(id, oldest) >= 0 && history.Find(transaction.TransactionId, oldest) is { } known)
            AnswerKnown(request, known);
        else if (transaction.EventTime < oldest)
            request.Answer = SubmitResult.TooOld;
        else if (!loop.Generation!.Rates.Has(transaction.Currency))
            request.Answer = SubmitResult.NoRate;
        else
            Append(request, transaction, id);
    }

    public void Admit(LabelSubmission request)
    {
        var id = Encoding.UTF8.GetBytes(request.TransactionId);
        if (inBatch.Contains(logs.Hash.Of(id)))
        {
            Deferred.Add(request);
            return;
        }
        var current = loop.LabelOf(request.TransactionId);
        if (current?.Kind == request.Kind)
        {
            request.Answer = SubmitResult.Unchanged;
            return;
        }
        if (history.Find(id, long.MinValue) is not { } labelled)
        {
            request.Answer = SubmitResult.Unknown;
            return;
        }
        var label = Label.Encode(
            labelled.Transaction, request.Kind, request.ReportedAt, request.Source, current?.Newest ?? -1);
        logs.Events.Append(RecordKind.Label, request.Flags, AppendTimeOf(request), label);
        // The table is only up to date behind the batch; a second label in it must see the first.
        inBatch.Add(logs.Hash.Of(id));
        request.IsAppended = true;
    }

    /// <summary>The record of the changed configuration; null when it has to wait for the next batch.</summary>
    public GenerationConfig? Admit(Func<GenerationConfig, GenerationConfig> change, Submission request)
    {
        if (generationInBatch)
        {
            // It must see the one before it, or both would get the same number and one be lost.
            Deferred.Add(request);
            return null;
        }
        var record = change(loop.Generation!.Config) with { Number = loop.Generation!.Config.Number + 1 };
        logs.Events.Append(RecordKind.Generation, 0, AppendTimeOf(request), record.Encode());
        generationInBatch = true;
        request.IsAppended = true;
        return record;
    }

    static void AnswerKnown(TransactionSubmission request, DecidedTransaction known)
    {
        if (!known.Transaction.SaysTheSame(request.Transaction))
        {
            request.Answer = SubmitResult.Conflict;
            return;
        }
        request.SetDecision(known.Decision.Bytes);
        request.Answer = SubmitResult.Replayed;
    }

    void Append(TransactionSubmission request, Transaction transaction, UInt128 id)
    {
        var room = logs.Events.Reserve(transaction.Bytes.Length);
        transaction.Bytes.CopyTo(room);
        BinaryPrimitives.WriteInt64LittleEndian(
            room[Transaction.AmountBaseAt..],
            loop.Generation!.Rates.ToBase(transaction.Currency, transaction.AmountMinor));
        logs.Events.AppendReserved(
            RecordKind.Transaction, request.Flags, AppendTimeOf(request), transaction.Bytes.Length);
        inBatch.Add(id);
        request.IsAppended = true;
    }

    long AppendTimeOf(Submission request) =>
        request.AppendTime != 0 ? request.AppendTime : clock.GetUtcNow().ToUnixTimeMilliseconds();
}
