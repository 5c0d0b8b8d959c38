namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Writes snapshots of the loop, and after each deletes what the retention no longer keeps. The copy of the state is
/// made between two batches; the disk's work on it comes later, when nobody has to wait for it.
/// </summary>
/// <param name="running">Held by whoever runs the gate.</param>
sealed class Snapshotter(
    GateSettings settings, TimeProvider clock, GateLogs logs, DecisionLoop loop, Lock running,
    Action<GateFault> report)
{
    Action? unfinished;
    long writtenAt = loop.Position;

    public bool IsDue => loop.Position - writtenAt >= settings.SnapshotEvery;

    /// <summary>The part that needs the loop to stand still. To be called between two batches.</summary>
    public void Write() => TryWrite(() =>
    {
        var hasNews = loop.Position > writtenAt;
        writtenAt = loop.Position;
        Finish();
        if (hasNews)
        {
            unfinished = Snapshot.Write(
                settings.SnapshotsFolder, loop, logs.Decisions.Next, logs.Alerts.Next);
        }
    });

    /// <summary>The slow part, beside the batches: flushes the last snapshot and deletes what is too old.</summary>
    public void Finish()
    {
        var finish = Interlocked.Exchange(ref unfinished, null);
        if (finish is null)
            return;
        TryWrite(finish);
        if (settings.Retention is not { } kept)
            return;
        lock (running)
            TryWrite(() => logs.Delete(settings.SnapshotsFolder, clock.GetUtcNow() - kept));
    }

    void TryWrite(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(new(GateFaultKind.SnapshotNotWritten, e));
        }
    }
}
