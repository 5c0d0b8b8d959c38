using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
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

    public void BeginBatch()
    {
        inBatch.Clear();
        generationInBatch = false;
    }

    public AdmissionResult Admit(Submission submission)
    {
        switch (submission)
        {
            case TransactionSubmission transaction:
                return Admit(transaction);
            case LabelSubmission label:
                return Admit(label);
            case GenerationSubmission change:
                return Admit(change);
            case QuerySubmission query:
                query.Run(new(loop));
                return AdmissionResult.Answered;
            default:
                throw new UnreachableException();
        }
    }

    AdmissionResult Admit(TransactionSubmission submission)
    {
        var transaction = submission.Transaction;
        var watermark = loop.Watermark;
        var id = logs.Hash.Of(transaction.TransactionId);
        if (inBatch.Contains(id))
            return AdmissionResult.Deferred;
        var oldest = watermark == long.MinValue ? long.MinValue : watermark - window;
        if (logs.Index.Find(id, oldest) >= 0 && history.Find(transaction.TransactionId, oldest) is { } known)
            return AnswerKnown(submission, known);
        if (transaction.EventTime < oldest)
            return Answer(submission, SubmitResult.TooOld);
        if (!loop.Generation!.Rates.Has(transaction.Currency))
            return Answer(submission, SubmitResult.NoRate);
        return Append(submission, transaction, id);
    }

    AdmissionResult Admit(LabelSubmission submission)
    {
        var id = Encoding.UTF8.GetBytes(submission.TransactionId);
        if (inBatch.Contains(logs.Hash.Of(id)))
            return AdmissionResult.Deferred;
        var current = loop.Labels.Find(submission.TransactionId);
        if (current is { } known && Holds(known, submission))
            return Answer(submission, SubmitResult.Unchanged);
        if (history.Find(id, long.MinValue) is not { } labelled)
            return Answer(submission, SubmitResult.Unknown);
        var label = Label.Encode(
            labelled.Transaction, submission.Kind, submission.ReportedAt, submission.Source, current?.Newest ?? -1);
        logs.Events.Append(RecordKind.Label, submission.Flags, AppendTimeOf(submission), label);
        // The table of labels is only up to date behind the batch; a second label in it must see the first.
        inBatch.Add(logs.Hash.Of(id));
        return AdmissionResult.Appended;
    }

    /// <summary>
    /// Whether nothing changes. What an analyst says by hand is logged even if another source said the same before:
    /// closing a case goes by who said it.
    /// </summary>
    static bool Holds(CurrentLabel current, LabelSubmission submission) =>
        current.Kind == submission.Kind
        && (submission.Source.Kind != LabelSourceKind.Analyst || current.Source == LabelSourceKind.Analyst);

    AdmissionResult Admit(GenerationSubmission submission)
    {
        // It must see the one before it, or both would get the same number and one be lost.
        if (generationInBatch)
            return AdmissionResult.Deferred;
        var current = loop.Generation!.Config;
        var changed = submission.Change(current) with { Number = current.Number + 1 };
        logs.Events.Append(RecordKind.Generation, 0, AppendTimeOf(submission), changed.Encode());
        generationInBatch = true;
        submission.Changed = changed;
        return AdmissionResult.Appended;
    }

    static AdmissionResult AnswerKnown(TransactionSubmission submission, DecidedTransaction known)
    {
        if (!known.Transaction.SaysTheSame(submission.Transaction))
            return Answer(submission, SubmitResult.Conflict);
        submission.SetDecision(known.Decision.Bytes);
        return Answer(submission, SubmitResult.Replayed);
    }

    static AdmissionResult Answer(Submission submission, SubmitResult answer)
    {
        submission.Answer = answer;
        return AdmissionResult.Answered;
    }

    AdmissionResult Append(TransactionSubmission submission, Transaction transaction, UInt128 id)
    {
        var room = logs.Events.Reserve(transaction.Bytes.Length);
        transaction.Bytes.CopyTo(room);
        BinaryPrimitives.WriteInt64LittleEndian(
            room[Transaction.AmountBaseAt..],
            loop.Generation!.Rates.ToBase(transaction.Currency, transaction.AmountMinor));
        logs.Events.AppendReserved(
            RecordKind.Transaction, submission.Flags, AppendTimeOf(submission), transaction.Bytes.Length);
        inBatch.Add(id);
        return AdmissionResult.Appended;
    }

    long AppendTimeOf(Submission submission) =>
        submission.AppendTime != 0 ? submission.AppendTime : clock.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>What the admission made of a submission.</summary>
enum AdmissionResult
{
    /// <summary>Its answer is known; nothing was appended.</summary>
    Answered,

    /// <summary>It stands in the batch, and its answer depends on the commit.</summary>
    Appended,

    /// <summary>It depends on another one of this batch, so it waits for the next.</summary>
    Deferred,
}
