using System.Collections.Concurrent;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Pipeline.Upkeep;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The way in. What is submitted waits in a bounded queue; one thread at a time takes all there is and has the
/// <see cref="BatchRunner"/> run it.
/// <para>
/// The thread is the caller's own when it finds the gate free, and then it works for everyone who waits (flat
/// combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010): a lone submission costs no change of threads. Where a
/// crowd waits for the thread pool, the gate is run behind it, so that the crowd shares one write. The gate's own
/// thread does what no caller should wait for: long queues, and snapshots.
/// </para>
/// </summary>
public sealed class Gate : IDisposable, IThreadPoolWorkItem
{
    /// <summary>Submissions that are run at once, whatever else waits for a thread.</summary>
    const int MostToGather = 32;

    /// <summary>Batches a caller runs for others behind its own, before it leaves them to the gate's thread.</summary>
    const int BatchesForOthers = 4;

    static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1);

    readonly GateSettings settings;
    readonly GateLogs logs;
    readonly DecisionLoop loop;
    readonly SubmissionQueue queue;
    readonly GateHealth health;
    readonly BatchRunner runner;
    readonly Snapshotter snapshotter;
    readonly LogScrub scrub;
    readonly ConcurrentQueue<TransactionSubmission> pool = [];
    readonly Thread thread;
    readonly Lock running = new();
    List<Submission> batch;
    bool isDeferred;

    internal Gate(
        GateSettings settings, TimeProvider clock, GateLogs logs, DecisionLoop loop, IReadOnlyList<GateFault> notices)
    {
        Notices = notices;
        (this.settings, this.logs, this.loop) = (settings, logs, loop);
        queue = new(settings.Queue);
        batch = new(settings.Queue);
        History = new(logs);
        Alerts = new(logs.Alerts, History);
        health = new(logs, TellHealth);
        runner = new(logs, loop, new(logs, loop, History, clock), health, Report);
        snapshotter = new(settings, clock, logs, loop, running, queue.Wake, Report);
        scrub = new(logs, Report);
        loop.Generations.ModelMissing += (_, e) => Report(new(GateFaultKind.ModelMissing, e));
        thread = new(Work) { Name = "gate", IsBackground = true };
    }

    /// <summary>What the start came upon in the data folder and dealt with: somebody should know of it.</summary>
    public IReadOnlyList<GateFault> Notices { get; }

    /// <summary>Something went wrong that no caller waits for.</summary>
    public event Action<GateFault>? Faulted;

    /// <summary>What kept payments from being decided is over.</summary>
    public event Action? Recovered;

    /// <summary>Why nothing can be decided, or null.</summary>
    public GateFault? Fault => health.Fault;

    /// <summary>What is damaged in the logs though payments are decided, or null.</summary>
    public Exception? Damage => scrub.Damage;

    /// <summary>Looks decisions up.</summary>
    public DecisionHistory History { get; }

    /// <summary>The alerts, to follow.</summary>
    public AlertLog Alerts { get; }

    /// <summary>Rates and model in force, for what is checked before the queue.</summary>
    public Generation Generation => loop.Generation!;

    public Generations Generations => loop.Generations;

    /// <summary>Decisions since the log began.</summary>
    public long Decided => runner.Decided;

    /// <summary>Bytes of events since the log began.</summary>
    public long EventsEnd => logs.Events.End;

    /// <summary>To be called when whoever wants to hear of faults listens.</summary>
    public void Start()
    {
        logs.Index.TellFailures(e => Report(new(GateFaultKind.IdsNotWritten, e)));
        thread.Start();
        scrub.Start();
    }

    /// <summary>A submission to fill; give it back with <see cref="Return"/>.</summary>
    public TransactionSubmission Rent() => pool.TryDequeue(out var submission) ? submission : new();

    public void Return(TransactionSubmission submission)
    {
        // One that is still at the gate would be answered twice, the second time to a stranger.
        if (submission.IsPending)
            return;
        submission.Reset();
        if (pool.Count < settings.Queue && !submission.IsLarge)
            pool.Enqueue(submission);
    }

    /// <summary>Completes when the submission is in the log and decided, or refused. Never waits for room.</summary>
    public ValueTask<SubmitResult> SubmitAsync(Submission submission)
    {
        if (!queue.TryAdd(submission))
            return new(SubmitResult.Busy);
        // What waits for a thread may bring more: it goes first, and all that it brings shares one write of each log.
        if (ThreadPool.PendingWorkItemCount == 0 || queue.Count >= MostToGather)
            RunWhenFree();
        else if (!Interlocked.Exchange(ref isDeferred, true))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return submission.Task;
    }

    /// <summary>
    /// As <see cref="SubmitAsync"/>, but leaves the work to the gate's thread and blocks while the queue is full: for a
    /// producer that has a thread of its own, and the gate to itself.
    /// </summary>
    public ValueTask<SubmitResult> SubmitWhenRoom(Submission submission) =>
        queue.AddWhenRoom(submission) ? submission.Task : new(SubmitResult.Unavailable);

    /// <summary>
    /// As <see cref="SubmitAsync"/> for one of many that a caller brings, in their order: completes when it stands in
    /// the queue, of which the many fill no more than half, and hands out the task of its result. The work is left to
    /// the gate's thread, and no thread is blocked.
    /// </summary>
    public async ValueTask<ValueTask<SubmitResult>> EnqueueAsync(Submission submission)
    {
        while (!queue.TryAddOfMany(submission))
        {
            if (!await queue.WaitForHalf().ConfigureAwait(false))
                return new(SubmitResult.Unavailable);
        }
        return submission.Task;
    }

    /// <summary>Reads the state of the loop between two batches.</summary>
    /// <exception cref="GateBusyException">The queue is full, or the gate was stopped.</exception>
    public async Task<T> QueryAsync<T>(Func<LoopView, T> query)
    {
        var submission = new QuerySubmission<T>(query);
        return await SubmitAsync(submission).ConfigureAwait(false) == SubmitResult.Done
            ? submission.Result
            : throw new GateBusyException("The gate is too busy to be asked.");
    }

    /// <summary>Puts a changed configuration into force and returns it with its number.</summary>
    /// <param name="appendTime">Time of the record in a history, Unix ms; 0 = now.</param>
    /// <exception cref="InvalidDataException">It does not fit this gate.</exception>
    public async Task<GenerationConfig> ChangeAsync(
        Func<GenerationConfig, GenerationConfig> change, long appendTime = 0)
    {
        Generations.Compile(change(Generation.Config)); // loads the model here, not where payments wait for it
        var submission = new GenerationSubmission(change) { AppendTime = appendTime };
        var result = await SubmitAsync(submission).ConfigureAwait(false);
        return result == SubmitResult.Done
            ? submission.Changed!
            : throw new IOException($"The configuration was not logged: {result}.");
    }

    /// <summary>Takes no more, answers what it took, writes a snapshot and closes the logs.</summary>
    public void Dispose()
    {
        queue.Close();
        if ((thread.ThreadState & ThreadState.Unstarted) == 0)
            thread.Join();
        scrub.Dispose();
        snapshotter.Dispose();
        History.Dispose();
        logs.Dispose();
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Before the queue is looked at, for all threads: who then still relies on this run has submitted before it.
        Interlocked.Exchange(ref isDeferred, false);
        RunWhenFree();
    }

    void RunWhenFree()
    {
        // Whoever runs the gate sees what is added meanwhile, at the latest after leaving it.
        for (var batches = 0; queue.Count > 0 && running.TryEnter(); batches++)
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

    /// <summary>What the gate's own thread does.</summary>
    void Work()
    {
        while (queue.WaitUntilWoken(health.ShouldProbe ? BetweenProbes : Timeout.InfiniteTimeSpan))
        {
            lock (running)
            {
                do
                {
                    if (SnapshotIsDue)
                        snapshotter.Write();
                    if (health.ShouldProbe)
                        runner.TryAgain();
                }
                while (RunNext());
            }
            if (queue.Count > 0) // somebody found the gate busy and relies on whoever kept it so
                queue.Wake();
        }
        snapshotter.WaitUntilFinished();
        lock (running)
        {
            while (RunNext())
            {
            }
            if (!health.HasLoopFailed)
                snapshotter.WriteLast();
        }
    }

    bool SnapshotIsDue => snapshotter.IsDue && !health.HasLoopFailed;

    /// <summary>Runs all that waits, if anything does.</summary>
    bool RunNext()
    {
        if (!queue.TryTake(ref batch))
            return false;
        runner.Run(batch);
        return true;
    }

    void Report(GateFault fault) => Faulted?.Invoke(fault);

    void TellHealth(GateFault? fault)
    {
        if (fault is null)
        {
            Recovered?.Invoke();
            return;
        }
        Report(fault);
        queue.Wake(); // the gate's thread looks from time to time whether it is over
    }
}
