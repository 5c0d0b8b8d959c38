using System.Diagnostics;
using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Decides what may enter the log: answers what was seen before, refuses what is too old or cannot be converted, and
/// appends the rest. Each submission is judged by the log up to it, what stands before it in the same batch included,
/// so that the answer does not depend on how submissions fall into batches. Runs on the thread that runs the gate.
/// </summary>
sealed class Admission(GateLogs logs, DecisionLoop loop, DecisionHistory history, TimeProvider clock)
{
    readonly IdLookup ids = new(logs);
    readonly Dictionary<UInt128, TransactionSubmission> appended = [];
    readonly Dictionary<UInt128, CurrentLabel> labels = [];
    Watermark watermark;
    GenerationConfig config = null!;
    CurrencyRates rates = null!;

    /// <summary>Whether the batch has to end here: what follows is decided by another generation.</summary>
    public bool EndsBatch { get; private set; }

    /// <summary>Begins with what the loop knows; what the last batch appended is in it, or was refused.</summary>
    public void BeginBatch()
    {
        appended.Clear();
        labels.Clear();
        EndsBatch = false;
        watermark = loop.Watermark;
        config = loop.Generation!.Config;
        rates = loop.Generation.Rates;
        ids.BeginBatch(watermark.OldestAdmitted(config.IdempotencyWindow));
    }

    /// <param name="submissions">All that waits; those before this one are admitted.</param>
    public AdmissionResult Admit(List<Submission> submissions, int at)
    {
        ids.Find(submissions, at);
        switch (submissions[at])
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
        var oldest = watermark.OldestAdmitted(config.IdempotencyWindow);
        if (appended.TryGetValue(submission.IdHash, out var first) && first.KeptUntil >= oldest)
            return AnswerLike(submission, first);
        if (FindKnown(submission, oldest) is { } known)
            return AnswerKnown(submission, known);
        if (transaction.EventTime < oldest)
            return Answer(submission, SubmitResult.TooOld);
        if (!rates.Has(transaction.Currency))
            return Answer(submission, SubmitResult.NoRate);
        return Append(submission, transaction);
    }

    /// <summary>The decision under an id, unless it is so old that the id may be used again.</summary>
    /// <param name="oldest">Unix ms.</param>
    DecidedTransaction? FindKnown(TransactionSubmission submission, long oldest) =>
        submission.KnownAt >= 0
        && history.At(submission.KnownAt, submission.Transaction.TransactionId) is { } known
        && Math.Max(known.Transaction.EventTime, known.Decision.DecidedAt) >= oldest
            ? known
            : null;

    AdmissionResult Admit(LabelSubmission submission)
    {
        var id = Encoding.UTF8.GetBytes(submission.TransactionId);
        var hash = logs.Hash.Of(id);
        var current = labels.TryGetValue(hash, out var inBatch) ? inBatch : loop.Labels.Find(id);
        if (current is { } known && Holds(known, submission))
            return AnswerAfterBatch(submission, SubmitResult.Unchanged);
        if (appended.TryGetValue(hash, out var first))
            return Append(submission, first.Transaction, hash, current);
        return history.Find(id) is { } labelled
            ? Append(submission, labelled.Transaction, hash, current)
            : Answer(submission, SubmitResult.Unknown);
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
        var changed = submission.Change(config) with { Number = config.Number + 1 };
        loop.Generations.Compile(changed); // what does not fit must not get into the log
        logs.Events.Append(
            RecordKind.Generation, 0, AppendTimeOf(submission), changed.Encode(), GenerationConfig.Format);
        submission.Changed = changed;
        EndsBatch = true;
        return AdmissionResult.Appended;
    }

    /// <summary>The second of two equal ids in a batch: its answer waits for the decision on the first.</summary>
    static AdmissionResult AnswerLike(TransactionSubmission submission, TransactionSubmission first)
    {
        if (!first.Transaction.SaysTheSame(submission.Transaction))
            return AnswerAfterBatch(submission, SubmitResult.Conflict);
        submission.RepeatOf = first;
        return AnswerAfterBatch(submission, SubmitResult.Replayed);
    }

    static AdmissionResult AnswerKnown(TransactionSubmission submission, DecidedTransaction known)
    {
        if (!known.Transaction.SaysTheSame(submission.Transaction))
            return Answer(submission, SubmitResult.Conflict);
        submission.Set(known.Transaction.Bytes);
        submission.SetDecision(known.DecisionFrame);
        return Answer(submission, SubmitResult.Replayed);
    }

    static AdmissionResult Answer(Submission submission, SubmitResult answer)
    {
        submission.Answer = answer;
        return AdmissionResult.Answered;
    }

    static AdmissionResult AnswerAfterBatch(Submission submission, SubmitResult answer)
    {
        submission.Answer = answer;
        return AdmissionResult.Appended;
    }

    AdmissionResult Append(TransactionSubmission submission, Transaction transaction)
    {
        var appendTime = AppendTimeOf(submission);
        // The submission keeps what the log holds: its answer is worked out from the same bytes as any later one.
        submission.SetAmountBase(rates.ToBase(transaction.Currency, transaction.AmountMinor));
        logs.Events.Append(
            RecordKind.Transaction, submission.Flags, appendTime, transaction.Bytes, Transaction.Format);
        submission.KeptUntil = Math.Max(transaction.EventTime, appendTime);
        appended[submission.IdHash] = submission;
        watermark = watermark.After(transaction.EventTime, appendTime);
        return AdmissionResult.Appended;
    }

    AdmissionResult Append(LabelSubmission submission, Transaction labelled, UInt128 id, CurrentLabel? current)
    {
        var bytes = Label.Encode(
            labelled, submission.Kind, submission.ReportedAt, submission.Source, current?.Newest ?? -1);
        var offset = logs.Events.Append(
            RecordKind.Label, submission.Flags, AppendTimeOf(submission), bytes, Label.Format);
        labels[id] = CurrentLabel.After(
            current, new(submission.Kind, submission.ReportedAt, submission.Source.Kind, offset));
        return AdmissionResult.Appended;
    }

    long AppendTimeOf(Submission submission) =>
        submission.AppendTime != 0 ? submission.AppendTime : clock.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>What the admission made of a submission.</summary>
enum AdmissionResult
{
    /// <summary>Its answer is known, and depends on nothing that is not in the log yet.</summary>
    Answered,

    /// <summary>It, or one that its answer follows from, was appended: the answer depends on the commit.</summary>
    Appended,
}
