namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Whether payments can be decided: a log that cannot be written, or a loop that has failed, stands in the way. Each
/// log knows for itself whether its last write failed; this tells the first moment of each illness, and its end.
/// Written by the thread that runs the gate, read by any.
/// </summary>
/// <param name="tell">Told each fault when it begins, and null when it is over.</param>
sealed class GateHealth(GateLogs logs, Action<GateFault?> tell)
{
    GateFault? fault;

    /// <summary>Why nothing can be decided, or null.</summary>
    public GateFault? Fault => Volatile.Read(ref fault);

    /// <summary>The state in memory may be half of an event ahead of the log: nothing may follow from it.</summary>
    public bool HasLoopFailed => Fault?.Kind == GateFaultKind.LoopFailed;

    /// <summary>Whether it may be over by now.</summary>
    public bool ShouldProbe => Fault?.Kind == GateFaultKind.LogNotWritten;

    public void FailLoop(Exception cause)
    {
        if (HasLoopFailed)
            return;
        Volatile.Write(ref fault, new(GateFaultKind.LoopFailed, cause));
        tell(fault);
    }

    /// <summary>Looks at the logs again.</summary>
    public void Update()
    {
        var failure = logs.Failure;
        if (HasLoopFailed || (failure is null) == (fault is null))
            return;
        Volatile.Write(ref fault, failure is null ? null : new(GateFaultKind.LogNotWritten, failure));
        tell(fault);
    }
}
