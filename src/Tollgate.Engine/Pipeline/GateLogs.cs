using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;

namespace Tollgate.Engine.Pipeline;

/// <summary>The logs of a gate and the index over its decisions. Owned by whoever runs the gate.</summary>
sealed class GateLogs : IDisposable
{
    /// <summary>An event may lie this far ahead of the gate's clock: the index keeps ids by decision time.</summary>
    const long FutureTolerance = 5 * 60_000;

    readonly FileLog decisions;
    readonly List<long> sealedSegments = [];

    public GateLogs(GateSettings settings)
    {
        Directory.CreateDirectory(settings.Folder);
        var log = new LogSettings(settings.Durability, settings.SegmentBytes);
        Events = FileLog.Open(settings.EventsFolder, log);
        // Decisions and alerts follow from the events, so only the events need the disk's word.
        decisions = FileLog.Open(settings.DecisionsFolder, log with { Durability = Durability.Os });
        Alerts = FileLog.Open(settings.AlertsFolder, log with { Durability = Durability.Os });
        decisions.Sealed += (segment, _) => sealedSegments.Add(segment);
        Hash = TransactionIdHash.Load(settings.DecisionsFolder);
        Index = new(settings.DecisionsFolder);
        Decisions = new(decisions, Alerts, 0, 0);
    }

    public FileLog Events { get; }
    public FileLog Alerts { get; }

    /// <summary>The log behind <see cref="Decisions"/>, for those who read it.</summary>
    public FileLog DecisionsFile => decisions;

    public TransactionIdHash Hash { get; }
    public TransactionIndex Index { get; private set; }
    public DecisionLogs Decisions { get; private set; }

    /// <summary>Why one of them could not be written the last time, or null.</summary>
    public Exception? Failure => Events.Failure ?? decisions.Failure ?? Alerts.Failure;

    /// <summary>What the opening came upon in the logs and dealt with.</summary>
    public IEnumerable<GateFault> Notices
    {
        get
        {
            foreach (var log in (FileLog[])[Events, decisions, Alerts])
            {
                if (log.Torn is { } torn)
                    yield return new(GateFaultKind.TailCut, new LogException(torn.ToString()));
                if (log.IsEndDamaged)
                {
                    yield return new(GateFaultKind.FileMadeAgain, new LogException(
                        $"The file that says where {log.Folder} ends was damaged."));
                }
            }
        }
    }

    public long DecisionsEnd => decisions.End;

    /// <summary>Continues behind a snapshot.</summary>
    public DecisionLogs ResumeAt(long decisionOffset, long alertOffset)
    {
        Decisions.Dispose();
        return Decisions = new(decisions, Alerts, decisionOffset, alertOffset);
    }

    /// <summary>
    /// Adds the ids of the decisions that no file holds yet. To be called once, when the decisions are complete.
    /// </summary>
    public void OpenIndex()
    {
        sealedSegments.Clear();
        var segments = Segments.List(decisions.Folder);
        using var cursor = new LogCursor(decisions.Folder, Math.Max(Index.Open(), decisions.FirstOffset));
        var current = segments[Segments.Holding(segments, cursor.Offset)];
        while (cursor.TryRead(out var record))
        {
            var segment = segments[Segments.Holding(segments, record.Offset)];
            if (segment != current)
                Index.Seal(current);
            current = segment;
            var id = Hash.Of(new Decisions.Decision(record.Payload).TransactionId);
            Index.Add(id, record.Offset, record.AppendTime + FutureTolerance);
        }
        if (segments[^1] > current)
            Index.Seal(current);
    }

    public void AddToIndex(UInt128 id, long offset, long decidedAt)
    {
        // Adds come after the commit that may have sealed a segment; what lies before the seal belongs in its file.
        while (sealedSegments.Count > 0 && offset >= EndOf(sealedSegments[0]))
            SealOldest();
        Index.Add(id, offset, decidedAt + FutureTolerance);
    }

    /// <summary>Deletes what is older than the retention and not needed by the oldest snapshot.</summary>
    public void Delete(string snapshots, DateTimeOffset olderThan)
    {
        if (Snapshot.OldestOffset(snapshots) is not { } needed)
            return;
        var time = olderThan.ToUnixTimeMilliseconds();
        Events.Delete(needed, time);
        foreach (var segment in decisions.Delete(decisions.End, time))
            Index.Forget(segment);
        Alerts.Delete(Alerts.End, time);
    }

    /// <summary>Tries whether what could not be written can be.</summary>
    public void Probe()
    {
        Events.Probe();
        decisions.Probe();
        Alerts.Probe();
    }

    public void Dispose()
    {
        Index.Flush();
        Decisions.Dispose();
        Events.Dispose();
        decisions.Dispose();
        Alerts.Dispose();
    }

    long EndOf(long segment)
    {
        var segments = Segments.List(decisions.Folder);
        return segments[Array.IndexOf(segments, segment) + 1];
    }

    void SealOldest()
    {
        Index.Seal(sealedSegments[0]);
        sealedSegments.RemoveAt(0);
    }
}
