using Tollgate.Engine.Pipeline.Loop;

namespace Tollgate.Engine.Pipeline.Upkeep;

/// <summary>
/// Writes snapshots of the loop, and after each deletes what the retention no longer keeps. The copy of the state is
/// made between two batches; the disk's work on it is done beside them.
/// </summary>
/// <param name="running">Held by whoever runs the gate.</param>
/// <param name="wake">Has the gate's thread look for what was submitted while somebody else held that.</param>
sealed class Snapshotter(
    GateSettings settings, TimeProvider clock, GateLogs logs, DecisionLoop loop, Lock running, Action wake,
    Action<GateFault> report) : IDisposable
{
    /// <summary>The logs need room for this many segments more than a snapshot does.</summary>
    const int SegmentsOfRoom = 2;

    /// <summary>A stop writes none that is likely to take longer: who stops a service waits ten seconds.</summary>
    static readonly TimeSpan LongestAtStop = TimeSpan.FromSeconds(5);

    readonly Retention retention = new(settings, clock, logs, running, wake, report);
    Task finishing = Task.CompletedTask;
    long writtenAt = loop.Position;
    long begun;
    TimeSpan took;

    public bool IsDue => loop.Position - writtenAt >= settings.SnapshotEvery && finishing.IsCompleted;

    /// <summary>
    /// The part that needs the loop to stand still. To be called between two batches, when the last snapshot is
    /// finished: to wait for that here would keep it from the lock that it needs.
    /// </summary>
    public void Write()
    {
        var hasNews = loop.Position > writtenAt;
        writtenAt = loop.Position;
        if (!hasNews)
            return;
        begun = clock.GetTimestamp();
        Try(() =>
        {
            CheckRoom();
            var finish = Snapshot.Write(settings.SnapshotsFolder, loop, logs.Decisions.Next, logs.Alerts.Next);
            var watermark = loop.Watermark;
            finishing = Task.Run(() => Try(() => Finish(finish, watermark)));
        });
    }

    /// <summary>
    /// As <see cref="Write"/>, for an orderly stop. Without one, the next start decides what came since the last.
    /// </summary>
    public void WriteLast()
    {
        if (took < LongestAtStop)
            Write();
    }

    /// <summary>Waits for the last snapshot. Not to be called by whoever runs the gate.</summary>
    public void WaitUntilFinished() => finishing.Wait();

    public void Dispose() => WaitUntilFinished();

    /// <summary>A snapshot must not lie ahead of the logs that it speaks of, also after a power failure.</summary>
    void Finish(Action finish, Watermark watermark)
    {
        logs.FlushToDisk();
        finish();
        took = clock.GetElapsedTime(begun);
        retention.Apply(watermark);
    }

    /// <summary>A snapshot only saves time: it must not take the room that payments need.</summary>
    void CheckRoom()
    {
        Directory.CreateDirectory(settings.SnapshotsFolder);
        var needed = Snapshot.NewestLength(settings.SnapshotsFolder) + (SegmentsOfRoom * (long)settings.SegmentBytes);
        var free = new DriveInfo(settings.SnapshotsFolder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new IOException(
                $"{free >> 20} MB are free; {needed >> 20} MB are needed for a snapshot and the logs.");
        }
    }

    /// <summary>Whatever goes wrong with a snapshot, the gate decides on without it.</summary>
    void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e)
        {
            report(new(GateFaultKind.SnapshotNotWritten, e));
        }
    }
}
