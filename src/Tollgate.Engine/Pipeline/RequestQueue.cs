namespace Tollgate.Engine.Pipeline;

/// <summary>Requests on their way to the gate's thread: bounded, many writers, one reader that takes all there are.</summary>
sealed class RequestQueue(int capacity)
{
    readonly object gate = new();
    List<GateRequest> waiting = new(capacity);
    bool closed;

    /// <summary>False when the queue is full or closed: the caller must push back.</summary>
    public bool TryAdd(GateRequest request)
    {
        lock (gate)
        {
            if (closed || waiting.Count >= capacity)
                return false;
            Add(request);
            return true;
        }
    }

    /// <summary>Waits for room; false when the queue is closed.</summary>
    public bool AddWhenRoom(GateRequest request)
    {
        lock (gate)
        {
            while (!closed && waiting.Count >= capacity)
                Monitor.Wait(gate);
            if (!closed)
                Add(request);
            return !closed;
        }
    }

    /// <summary>Waits for requests and swaps them into an empty list; false when the queue is closed and empty.</summary>
    public bool Take(ref List<GateRequest> empty)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closed)
                    return false;
                Monitor.Wait(gate);
            }
            (waiting, empty) = (empty, waiting);
            if (empty.Count >= capacity)
                Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>Takes no more; what was added is still taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    void Add(GateRequest request)
    {
        waiting.Add(request);
        if (waiting.Count == 1)
            Monitor.PulseAll(gate);
    }
}
