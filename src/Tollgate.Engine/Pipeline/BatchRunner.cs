using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline.Loop;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The protocol of a batch: admit what waits, append it to the log of events in one write, decide just these records,
/// write the decisions, and only then answer. Whatever is thrown, every submission is answered, once. Runs on the
/// thread that runs the gate.
/// </summary>
sealed class BatchRunner(
    GateLogs logs, DecisionLoop loop, Admission admission, GateHealth health, Action<GateFault> report)
{
    /// <summary>A batch ends when it has grown to this size, so that no buffer has to.</summary>
    const int LargestBatch = 4 << 20;

    readonly List<Submission> answered = [], appended = [];
    readonly List<(UInt128 Id, long Offset, long KeptUntil)> unindexed = [];
    Exception? modelFailure;
    long decided = loop.Counts.Total;

    /// <summary>Decisions since the log began. Any thread.</summary>
    public long Decided => Volatile.Read(ref decided);

    /// <summary>Runs all submissions, in as many batches as they need. Leaves the list empty.</summary>
    public void Run(List<Submission> submissions)
    {
        for (var taken = 0; taken < submissions.Count;)
            taken = RunBatch(submissions, taken);
        submissions.Clear();
    }

    /// <summary>Writes what could not be written before, if it can be written now.</summary>
    public void TryAgain()
    {
        if (TryCommitDecisions())
            logs.Probe();
        health.Update();
    }

    int RunBatch(List<Submission> submissions, int from)
    {
        var next = from;
        var written = false;
        try
        {
            // Decisions that a full disk kept out of their log go first: they stand in the order of their events.
            var canWrite = !health.HasLoopFailed && TryCommitDecisions();
            next = Admit(submissions, from);
            written = canWrite && TryCommitEvents() && TryDecide();
        }
        catch (Exception e)
        {
            // Nothing here should throw. If it does, the state in memory may be half of an event ahead of the log.
            next = Math.Max(next, from + answered.Count + appended.Count);
            health.FailLoop(e);
        }
        if (!written)
            logs.Events.Discard();
        Volatile.Write(ref decided, loop.Counts.Total);
        Complete(written);
        health.Update();
        return Math.Max(next, from + 1);
    }

    /// <summary>Returns the first that is left for the next batch.</summary>
    int Admit(List<Submission> submissions, int from)
    {
        admission.BeginBatch();
        var begun = logs.Events.Next;
        for (; from < submissions.Count && !admission.EndsBatch && logs.Events.Next - begun < LargestBatch; from++)
        {
            var list = TryAdmit(submissions, from) == AdmissionResult.Appended ? appended : answered;
            list.Add(submissions[from]);
        }
        return from;
    }

    AdmissionResult TryAdmit(List<Submission> submissions, int at)
    {
        var next = logs.Events.Next;
        try
        {
            return admission.Admit(submissions, at);
        }
        catch (Exception e) when (logs.Events.Next == next)
        {
            // Nothing of it was appended, so it is this one's alone: the others of the batch go on.
            submissions[at].Answer = SubmitResult.Unavailable;
            report(new(GateFaultKind.SubmissionFailed, e));
            return AdmissionResult.Answered;
        }
    }

    bool TryCommitEvents()
    {
        try
        {
            logs.Events.Commit();
            return true;
        }
        catch (LogException)
        {
            return false; // the log itself knows that it is ill
        }
    }

    /// <summary>
    /// Decides what was committed. The decisions count as made even if their log cannot be written: they follow from
    /// the events, and nothing else is taken before they are written.
    /// </summary>
    bool TryDecide()
    {
        // What repeats what the log holds is answered behind the batch as well, and appends nothing.
        if (logs.Events.LastCommitted.IsEmpty)
            return true;
        try
        {
            loop.Run(logs.Events.LastCommitted, logs.Events.End - logs.Events.LastCommitted.Length);
            HandOutDecisions();
        }
        catch (Exception e)
        {
            // The events are in the log, so nothing is lost: a restart decides them.
            health.FailLoop(e);
            logs.Decisions.Discard();
            return false;
        }
        TellModelFailure();
        TryCommitDecisions();
        return true;
    }

    /// <summary>The decisions stand in the order of the transactions of the batch.</summary>
    void HandOutDecisions()
    {
        var frames = logs.Decisions.Uncommitted;
        var offset = logs.Decisions.Next - frames.Length;
        foreach (var submission in appended)
        {
            if (submission is not TransactionSubmission { Answer: SubmitResult.Done } transaction)
                continue;
            var record = LogRecord.Trusted(frames, offset);
            transaction.SetDecision(record.Frame);
            unindexed.Add((transaction.IdHash, offset, transaction.KeptUntil));
            frames = frames[record.Frame.Length..];
            offset = record.End;
        }
    }

    void TellModelFailure()
    {
        if (loop.ModelFailure == modelFailure)
            return;
        var isFirst = modelFailure is null;
        modelFailure = loop.ModelFailure;
        if (isFirst)
            report(new(GateFaultKind.ModelFailed, modelFailure!));
    }

    bool TryCommitDecisions()
    {
        try
        {
            logs.Decisions.Commit();
        }
        catch (LogException)
        {
            return false;
        }
        foreach (var (id, offset, keptUntil) in unindexed)
            logs.AddToIndex(id, offset, keptUntil);
        unindexed.Clear();
        return true;
    }

    /// <param name="written">Whether the batch is in the log and decided.</param>
    void Complete(bool written)
    {
        foreach (var submission in appended)
        {
            if (!written)
                submission.Answer = SubmitResult.Unavailable;
            else if (submission is TransactionSubmission repeat)
                repeat.TakeDecision();
        }
        // All decisions are copied before the first is handed out: its caller may give it back at once.
        foreach (var submission in appended)
            submission.Complete();
        foreach (var submission in answered)
            submission.Complete();
        appended.Clear();
        answered.Clear();
    }
}
