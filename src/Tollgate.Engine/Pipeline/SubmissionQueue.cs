namespace Tollgate.Engine.Pipeline;

/// <summary>What waits for the gate: bounded; many add, whoever runs the gate takes all.</summary>
sealed class SubmissionQueue(int capacity)
{
    readonly object sync = new();
    List<Submission> waiting = new(capacity);
    TaskCompletionSource? taken;
    bool closed;
    bool woken;

    /// <summary>How many wait; a hint, as others add and take meanwhile.</summary>
    public int Count => Volatile.Read(ref waiting).Count;

    /// <summary>False when the queue is full or closed: the caller must push back.</summary>
    public bool TryAdd(Submission submission)
    {
        lock (sync)
        {
            if (closed || waiting.Count >= capacity)
                return false;
            Add(submission);
            return true;
        }
    }

    /// <summary>
    /// Adds one of many and wakes the gate's thread, unless half of the queue is full: the other half is for those who
    /// come with one.
    /// </summary>
    public bool TryAddOfMany(Submission submission)
    {
        lock (sync)
        {
            if (closed || IsHalfFull)
                return false;
            Add(submission);
            WakeNeedsLock();
            return true;
        }
    }

    /// <summary>Completes when one of many may find room; false when the queue is closed.</summary>
    public async ValueTask<bool> WaitForHalf()
    {
        Task room;
        lock (sync)
        {
            if (closed || !IsHalfFull)
                return !closed;
            taken ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            room = taken.Task;
        }
        await room.ConfigureAwait(false);
        return true;
    }

    /// <summary>Waits for room, adds, and wakes the gate's thread; false when the queue is closed.</summary>
    public bool AddWhenRoom(Submission submission)
    {
        lock (sync)
        {
            while (!closed && waiting.Count >= capacity)
                Monitor.Wait(sync);
            if (closed)
                return false;
            Add(submission);
            WakeNeedsLock();
            return true;
        }
    }

    /// <summary>Swaps what waits into an empty list; false when nothing does.</summary>
    public bool TryTake(ref List<Submission> empty)
    {
        lock (sync)
        {
            if (waiting.Count == 0)
                return false;
            if (waiting.Count >= capacity)
                Monitor.PulseAll(sync);
            (waiting, empty) = (empty, waiting);
            TellTaken();
            return true;
        }
    }

    /// <summary>
    /// Blocks until somebody wakes the gate's thread, or a time is over; false once the queue is closed.
    /// </summary>
    public bool WaitUntilWoken(TimeSpan atMost)
    {
        lock (sync)
        {
            while (!woken && !closed && Monitor.Wait(sync, atMost))
            {
            }
            woken = false;
            return !closed;
        }
    }

    /// <summary>There is work for the gate's thread.</summary>
    public void Wake()
    {
        lock (sync)
            WakeNeedsLock();
    }

    /// <summary>Takes no more; what was added can still be taken.</summary>
    public void Close()
    {
        lock (sync)
        {
            closed = true;
            Monitor.PulseAll(sync);
            TellTaken();
        }
    }

    bool IsHalfFull => waiting.Count >= capacity / 2;

    void Add(Submission submission)
    {
        submission.IsPending = true;
        waiting.Add(submission);
    }

    void TellTaken()
    {
        taken?.SetResult();
        taken = null;
    }

    void WakeNeedsLock()
    {
        if (woken)
            return;
        woken = true;
        Monitor.PulseAll(sync);
    }
}
