namespace Tollgate.Engine.EventLog;

/// <summary>Wakes those who wait for a log to grow. Any thread.</summary>
sealed class AppendSignal
{
    readonly Lock sync = new();
    TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool isAwaited;

    /// <summary>Completes with the next <see cref="Announce"/>, or at once when that is not needed.</summary>
    public Task WaitAsync(Func<bool> isThere, CancellationToken cancellation)
    {
        lock (sync)
        {
            if (isThere())
                return Task.CompletedTask;
            isAwaited = true;
            return grown.Task.WaitAsync(cancellation);
        }
    }

    public void Announce()
    {
        lock (sync)
        {
            if (!isAwaited)
                return;
            isAwaited = false;
            grown.SetResult();
            grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
