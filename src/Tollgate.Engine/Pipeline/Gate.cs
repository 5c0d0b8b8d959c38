using System.Collections.Concurrent;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The way in. Requests wait in a bounded queue; one thread at a time takes all there are, refuses what was seen
/// before, appends the rest to the log of events in one write, runs the loop over just these records, writes the
/// decisions, and only then answers.
/// <para>
/// The thread is the caller's own when it finds the gate free, and then it works for everyone who waits (flat
/// combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010): a lone request costs no change of threads, and a crowd
/// shares one write. The gate's own thread does what no caller should wait for: long queues, and snapshots.
/// </para>
/// </summary>
public sealed class Gate : IDisposable
{
    /// <summary>Batches a caller runs for others behind its own, before it leaves them to the gate's thread.</summary>
    const int BatchesForOthers = 4;

    readonly GateSettings settings;
    readonly TimeProvider clock;
    readonly GateLogs logs;
    readonly SubmissionQueue queue;
    readonly ConcurrentQueue<TransactionSubmission> pool = [];
    readonly Admission admission;
    readonly List<(UInt128 Id, long Offset, long Time)> unindexed = [];
    readonly Thread thread;
    readonly Lock running = new();
    List<Submission> batch;
    bool stopped;
    Action? unfinished;
    long snapshotAt;
    long decided;

    internal Gate(GateSettings settings, TimeProvider clock, GateLogs logs, DecisionLoop loop)
    {
        (this.settings, this.clock, this.logs, Loop) = (settings, clock, logs, loop);
        queue = new(settings.Queue);
        batch = new(settings.Queue);
        History = new(settings, logs.Hash, logs.Index);
        Alerts = new(logs.Alerts, History);
        admission = new(logs, loop, History, settings.Window, clock);
        snapshotAt = loop.Position;
        decided = loop.Counts.Total;
        thread = new(Work) { Name = "gate", IsBackground = true };
    }

    /// <summary>Something went wrong that no caller waits for: a sentence and its cause.</summary>
    public event Action<string, Exception>? Trouble;

    /// <summary>Looks decisions up.</summary>
    public DecisionHistory History { get; }

    /// <summary>The alerts, to follow.</summary>
    public AlertLog Alerts { get; }

    /// <summary>Rates and model in force, for what is checked before the queue.</summary>
    public Generation Generation => Loop.Generation!;

    public Generations Generations => Loop.Generations;

    /// <summary>Decisions since the log began.</summary>
    public long Decided => Volatile.Read(ref decided);

    /// <summary>Bytes of events since the log began.</summary>
    public long EventsEnd => logs.Events.End;

    /// <summary>Why the log cannot be written, or null.</summary>
    public string? Ailment { get; private set; }

    internal DecisionLoop Loop { get; }

    public void Start() => thread.Start();

    /// <summary>A request to fill; give it back with <see cref="Return"/>.</summary>
    public TransactionSubmission Rent() => pool.TryDequeue(out var request) ? request : new();

    public void Return(TransactionSubmission request)
    {
        request.Reset();
        if (pool.Count < settings.Queue && !request.IsLarge)
            pool.Enqueue(request);
    }

    /// <summary>Completes when the request is in the log and decided, or refused. Never waits for room.</summary>
    public ValueTask<SubmitResult> SubmitAsync(Submission request)
    {
        if (!queue.TryAdd(request))
            return new(SubmitResult.Busy);
        RunWhenFree();
        return request.Task;
    }

    /// <summary>
    /// As <see cref="SubmitAsync"/>, but leaves the work to the gate's thread and blocks while the queue is full: for a
    /// producer that has work of its own to do meanwhile.
    /// </summary>
    public ValueTask<SubmitResult> SubmitWhenRoom(Submission request) =>
        queue.AddWhenRoom(request) ? request.Task : new(SubmitResult.Unavailable);

    /// <summary>Reads the state of the loop between two batches.</summary>
    public async Task<T> QueryAsync<T>(Func<DecisionLoop, T> query)
    {
        var request = new QuerySubmission<T>(query);
        return await SubmitAsync(request).ConfigureAwait(false) == SubmitResult.Done
            ? request.Result
            : throw new IOException("The gate is too busy to be asked.");
    }

    /// <summary>Puts a changed configuration into force and returns it with its number.</summary>
    /// <param name="appendTime">Time of the record in a history, Unix ms; 0 = now.</param>
    /// <exception cref="InvalidDataException">It does not fit this gate.</exception>
    public async Task<GenerationConfig> ChangeAsync(
        Func<GenerationConfig, GenerationConfig> change, long appendTime = 0)
    {
        Generations.Compile(change(Generation.Config)); // loads the model here, not in the loop
        var request = new GenerationSubmission(change) { AppendTime = appendTime };
        var result = await SubmitAsync(request).ConfigureAwait(false);
        return result == SubmitResult.Done
            ? request.Result!
            : throw new IOException($"The configuration was not logged: {result}.");
    }

    /// <summary>Takes no more, answers what it took, writes a snapshot and closes the logs.</summary>
    public void Dispose()
    {
        queue.Close();
        if ((thread.ThreadState & ThreadState.Unstarted) == 0)
            thread.Join();
        History.Dispose();
        logs.Dispose();
    }

    void RunWhenFree()
    {
        // Whoever runs the gate sees what is added meanwhile, at the latest after leaving it.
        for (var batches = 0; queue.Any && running.TryEnter(); batches++)
        {
            try
            {
                RunNext();
            }
            finally
            {
                running.Exit();
            }
            if (batches == BatchesForOthers || SnapshotIsDue)
            {
                queue.Wake();
                return;
            }
        }
    }

    bool SnapshotIsDue => Loop.Position - snapshotAt >= settings.SnapshotEvery;

    void Work()
    {
        while (queue.WaitUntilWoken())
        {
            lock (running)
            {
                do
                {
                    if (SnapshotIsDue)
                        WriteSnapshot();
                }
                while (RunNext());
            }
            FinishSnapshot();
            if (queue.Any) // somebody found the gate busy and relies on whoever kept it so
                queue.Wake();
        }
        lock (running)
        {
            while (RunNext())
            {
            }
            WriteSnapshot();
        }
        FinishSnapshot();
    }

    /// <summary>Runs all that waits, if anything does.</summary>
    bool RunNext()
    {
        if (!queue.TryTake(ref batch))
            return false;
        RunBatch(batch);
        while (admission.Deferred.Count > 0)
        {
            batch.Clear();
            batch.AddRange(admission.Deferred);
            admission.Deferred.Clear();
            RunBatch(batch);
        }
        batch.Clear();
        return true;
    }

    void RunBatch(List<Submission> batch)
    {
        admission.BeginBatch();
        if (!stopped && TryWrite(logs.Decisions.Commit)) // what a full disk may have left behind
            IndexDecisions();
        foreach (var request in batch)
            TryAdmit(request);
        var from = logs.Events.End;
        var written = Ailment is null && TryWrite(logs.Events.Commit);
        if (!written)
        {
            logs.Events.Discard();
        }
        else if (logs.Events.End > from)
        {
            written = TryRunLoop(from);
            HandOutDecisions(batch);
            written = written && TryWrite(logs.Decisions.Commit);
            if (written)
                IndexDecisions();
        }
        Volatile.Write(ref decided, Loop.Counts.Total);
        foreach (var request in batch)
        {
            if (request.IsAppended && !written)
                request.Answer = SubmitResult.Unavailable;
            if (!admission.Deferred.Contains(request))
                request.Complete();
        }
    }

    void TryAdmit(Submission request)
    {
        try
        {
            request.Admit(admission);
        }
        catch (Exception e)
        {
            // Whatever it is, it is this request's alone: thrown on, it would leave all others of the batch unanswered.
            request.Answer = SubmitResult.Unavailable;
            Trouble?.Invoke("A request could not be admitted; it was refused, and nothing of it logged.", e);
        }
    }

    bool TryRunLoop(long from)
    {
        try
        {
            Loop.Run(logs.Events.LastCommitted, from);
            return true;
        }
        catch (Exception e)
        {
            // The events are in the log, so nothing is lost; but the state in memory may be half of an event ahead.
            stopped = true;
            Ailment = "The decision loop has failed; restart the gate, which decides the log again.";
            Trouble?.Invoke(Ailment, e);
            return false;
        }
    }

    /// <summary>The decisions stand in the order of the transactions of the batch.</summary>
    void HandOutDecisions(List<Submission> batch)
    {
        var frames = logs.Decisions.Uncommitted;
        var offset = logs.Decisions.Next - frames.Length;
        foreach (var request in batch)
        {
            if (request is not TransactionSubmission { IsAppended: true } decidedNow
                || !LogRecord.TryRead(frames, offset, out var record))
            {
                continue;
            }

            decidedNow.SetDecision(record.Payload);
            unindexed.Add((logs.Hash.Of(decidedNow.Transaction.TransactionId), offset, record.AppendTime));
            frames = frames[(int)(record.End - offset)..];
            offset = record.End;
        }
    }

    void IndexDecisions()
    {
        foreach (var (id, offset, time) in unindexed)
            logs.AddToIndex(id, offset, time);
        unindexed.Clear();
    }

    bool TryWrite(Action write)
    {
        try
        {
            write();
            Ailment = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Ailment is null)
                Trouble?.Invoke("The log cannot be written; the gate refuses payments until it can.", e);
            Ailment = e.Message;
            return false;
        }
    }

    void WriteSnapshot() => TrySnapshot(() =>
    {
        var due = Loop.Position > snapshotAt && !stopped;
        snapshotAt = Loop.Position;
        FinishSnapshot();
        if (due)
        {
            unfinished = Snapshot.Write(
                settings.SnapshotsFolder, Loop, logs.Decisions.Next, logs.Decisions.NextAlert);
        }
    });

    /// <summary>The slow part of a snapshot, for which nobody has to wait.</summary>
    void FinishSnapshot()
    {
        var finish = Interlocked.Exchange(ref unfinished, null);
        if (finish is null)
            return;
        TrySnapshot(finish);
        if (settings.Retention is not { } kept)
            return;
        lock (running)
            TrySnapshot(() => logs.Delete(settings.SnapshotsFolder, clock.GetUtcNow() - kept));
    }

    void TrySnapshot(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble?.Invoke("The snapshot was not written; the next start decides more of the log again.", e);
        }
    }
}
