namespace Tollgate.Engine.Pipeline;

/// <summary>Requests on their way through the gate: bounded; many add, whoever runs the gate takes all.</summary>
sealed class SubmissionQueue(int capacity)
{
    readonly object gate = new();
    List<Submission> waiting = new(capacity);
    bool closed;
    bool woken;

    /// <summary>Whether requests wait; a hint, as others add and take meanwhile.</summary>
    public bool Any => Volatile.Read(ref waiting).Count > 0;

    /// <summary>False when the queue is full or closed: the caller must push back.</summary>
    public bool TryAdd(Submission request)
    {
        lock (gate)
        {
            if (closed || waiting.Count >= capacity)
                return false;
            waiting.Add(request);
            return true;
        }
    }

    /// <summary>Waits for room, adds, and wakes the gate's thread; false when the queue is closed.</summary>
    public bool AddWhenRoom(Submission request)
    {
        lock (gate)
        {
            while (!closed && waiting.Count >= capacity)
                Monitor.Wait(gate);
            if (closed)
                return false;
            waiting.Add(request);
            WakeNeedsLock();
            return true;
        }
    }

    /// <summary>Swaps what waits into an empty list; false when nothing does.</summary>
    public bool TryTake(ref List<Submission> empty)
    {
        lock (gate)
        {
            if (waiting.Count == 0)
                return false;
            if (waiting.Count >= capacity)
                Monitor.PulseAll(gate);
            (waiting, empty) = (empty, waiting);
            return true;
        }
    }

    /// <summary>Blocks until somebody wakes the gate's thread; false once the queue is closed.</summary>
    public bool WaitUntilWoken()
    {
        lock (gate)
        {
            while (!woken && !closed)
                Monitor.Wait(gate);
            woken = false;
            return !closed;
        }
    }

    /// <summary>There is work for the gate's thread.</summary>
    public void Wake()
    {
        lock (gate)
            WakeNeedsLock();
    }

    /// <summary>Takes no more; what was added can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    void WakeNeedsLock()
    {
        if (woken)
            return;
        woken = true;
        Monitor.PulseAll(gate);
    }
}
