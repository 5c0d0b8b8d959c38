using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The protocol of a batch: admit what waits, append it to the log of events in one write, decide just these records,
/// write the decisions, and only then answer. Runs on the thread that runs the gate.
/// </summary>
sealed class BatchRunner(GateLogs logs, DecisionLoop loop, Admission admission, Action<GateFault> report)
{
    readonly List<Submission> answered = [], appended = [], deferred = [];
    readonly List<(UInt128 Id, long Offset, long KeptUntil)> unindexed = [];
    long decided = loop.Counts.Total;

    /// <summary>Decisions since the log began. Any thread.</summary>
    public long Decided => Volatile.Read(ref decided);

    /// <summary>Why nothing can be decided, or null. Any thread.</summary>
    public GateFault? Fault { get; private set; }

    /// <summary>The state in memory may be half of an event ahead of the log: nothing may follow from it.</summary>
    public bool HasLoopFailed => Fault?.Kind == GateFaultKind.LoopFailed;

    /// <summary>Runs a batch, then what of it was deferred, until all is answered. Leaves the list empty.</summary>
    public void Run(List<Submission> batch)
    {
        RunOnce(batch);
        while (deferred.Count > 0)
        {
            batch.Clear();
            batch.AddRange(deferred);
            deferred.Clear();
            RunOnce(batch);
        }
        batch.Clear();
    }

    void RunOnce(List<Submission> batch)
    {
        // Decisions that a full disk kept out of their log go first: they stand in the order of their events.
        var canWrite = !HasLoopFailed && TryCommitDecisions();
        Admit(batch);
        var from = logs.Events.End;
        var written = canWrite && TryWrite(logs.Events.Commit);
        if (!written)
        {
            logs.Events.Discard();
        }
        else if (logs.Events.End > from)
        {
            written = TryRunLoop(from);
            HandOutDecisions();
            written = written && TryCommitDecisions();
        }
        Volatile.Write(ref decided, loop.Counts.Total);
        Complete(written);
    }

    void Admit(List<Submission> batch)
    {
        admission.BeginBatch();
        foreach (var submission in batch)
        {
            var list = TryAdmit(submission) switch
            {
                AdmissionResult.Appended => appended,
                AdmissionResult.Deferred => deferred,
                _ => answered,
            };
            list.Add(submission);
        }
    }

    AdmissionResult TryAdmit(Submission submission)
    {
        try
        {
            return admission.Admit(submission);
        }
        catch (Exception e)
        {
            // Whatever it is, it is this one's alone: thrown on, it would leave all others of the batch unanswered.
            submission.Answer = SubmitResult.Unavailable;
            report(new(GateFaultKind.SubmissionFailed, e));
            return AdmissionResult.Answered;
        }
    }

    bool TryRunLoop(long from)
    {
        try
        {
            loop.Run(logs.Events.LastCommitted, from);
            return true;
        }
        catch (Exception e)
        {
            // The events are in the log, so nothing is lost.
            Fault = new(GateFaultKind.LoopFailed, e);
            report(Fault);
            return false;
        }
    }

    /// <summary>The decisions stand in the order of the transactions of the batch.</summary>
    void HandOutDecisions()
    {
        var frames = logs.Decisions.Uncommitted;
        var offset = logs.Decisions.Next - frames.Length;
        foreach (var submission in appended)
        {
            if (submission is not TransactionSubmission transaction
                || !LogRecord.TryRead(frames, offset, out var record))
            {
                continue;
            }

            transaction.SetDecision(record.Payload);
            var of = transaction.Transaction;
            var keptUntil = Math.Max(of.EventTime, record.AppendTime);
            unindexed.Add((logs.Hash.Of(of.TransactionId), offset, keptUntil));
            frames = frames[(int)(record.End - offset)..];
            offset = record.End;
        }
    }

    bool TryCommitDecisions()
    {
        if (!TryWrite(logs.Decisions.Commit))
            return false;
        foreach (var (id, offset, keptUntil) in unindexed)
            logs.AddToIndex(id, offset, keptUntil);
        unindexed.Clear();
        return true;
    }

    /// <param name="written">Whether the batch and its decisions are in the logs.</param>
    void Complete(bool written)
    {
        foreach (var submission in appended)
        {
            if (!written)
                submission.Answer = SubmitResult.Unavailable;
            submission.Complete();
        }
        foreach (var submission in answered)
            submission.Complete();
        appended.Clear();
        answered.Clear();
    }

    bool TryWrite(Action write)
    {
        try
        {
            write();
            Fault = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var isNew = Fault is null;
            Fault = new(GateFaultKind.LogNotWritten, e);
            if (isNew)
                report(Fault);
            return false;
        }
    }
}
