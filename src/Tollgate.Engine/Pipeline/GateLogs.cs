using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>The logs of a gate and the index over its DecisionLog. Owned by whoever runs the gate.</summary>
sealed class GateLogs : IDisposable
{
    readonly List<long> sealedSegments = [];

    public GateLogs(GateSettings settings)
    {
        Directory.CreateDirectory(settings.Folder);
        var log = new LogSettings(settings.Durability, settings.SegmentBytes);
        try
        {
            Events = FileLog.Open(settings.EventsFolder, log);
            // Decisions and alerts follow from the events, so only the events need the disk's word.
            DecisionLog = FileLog.Open(settings.DecisionsFolder, log with { Durability = Durability.Os });
            Alerts = FileLog.Open(settings.AlertsFolder, log with { Durability = Durability.Os });
            Hash = TransactionIdHash.Load(settings.DecisionsFolder);
        }
        catch
        {
            Events?.Dispose();
            DecisionLog?.Dispose();
            Alerts?.Dispose();
            throw;
        }
        DecisionLog.Sealed += (segment, _) => sealedSegments.Add(segment);
        Index = new(settings.DecisionsFolder);
        Decisions = new(DecisionLog, Alerts);
    }

    public FileLog Events { get; }
    public FileLog DecisionLog { get; }
    public FileLog Alerts { get; }
    public TransactionIdHash Hash { get; }
    public TransactionIndex Index { get; private set; }
    public DecisionLogs Decisions { get; }

    /// <summary>Why one of them could not be written the last time, or null.</summary>
    public Exception? Failure => Events.Failure ?? DecisionLog.Failure ?? Alerts.Failure;

    /// <summary>Tries whether what could not be written can be.</summary>
    public void Probe()
    {
        Events.Probe();
        DecisionLog.Probe();
        Alerts.Probe();
    }

    /// <summary>Waits until the disk has all that was committed. Any thread.</summary>
    public void FlushToDisk()
    {
        Events.FlushToDisk();
        DecisionLog.FlushToDisk();
        Alerts.FlushToDisk();
    }

    /// <summary>
    /// Adds the ids of the decisions that no file holds yet. To be called once, when the decisions are complete.
    /// </summary>
    public void OpenIndex()
    {
        sealedSegments.Clear();
        var segments = Segments.List(DecisionLog.Folder);
        var from = Math.Max(Index.Open(), DecisionLog.FirstOffset);
        var current = segments[Segments.Holding(segments, from)];
        foreach (var (id, offset, keptUntil) in IdsFrom(from))
        {
            var segment = segments[Segments.Holding(segments, offset)];
            if (segment != current)
                Index.Seal(current);
            current = segment;
            Index.Add(id, offset, keptUntil);
        }
        if (segments[^1] > current)
            Index.Seal(current);
    }

    public void AddToIndex(UInt128 id, long offset, long keptUntil)
    {
        // Adds come after the commit that may have sealed a segment; what lies before the seal belongs in its file.
        while (sealedSegments.Count > 0 && offset >= EndOf(sealedSegments[0]))
            SealOldest();
        Index.Add(id, offset, keptUntil);
    }

    /// <summary>Deletes what is older than the retention and not needed by the oldest snapshot.</summary>
    public void Delete(string snapshots, DateTimeOffset olderThan)
    {
        if (Snapshot.OldestOffset(snapshots) is not { } needed)
            return;
        var time = olderThan.ToUnixTimeMilliseconds();
        Events.Delete(needed, time);
        foreach (var segment in DecisionLog.Delete(DecisionLog.End, time))
            Index.Forget(segment);
        Alerts.Delete(Alerts.End, time);
    }

    public void Dispose()
    {
        Index.Flush();
        Events.Dispose();
        DecisionLog.Dispose();
        Alerts.Dispose();
    }

    /// <summary>The ids of the decisions from an offset on; the id of each stands in its event.</summary>
    IEnumerable<(UInt128 Id, long Offset, long KeptUntil)> IdsFrom(long from)
    {
        using var cursor = DecisionLog.OpenCursor(from);
        using var events = new LogReader(Events);
        while (TryReadId(cursor, events, out var entry))
        {
            if (entry.Offset >= 0)
                yield return entry;
        }
    }

    /// <param name="entry">With offset -1 where the event is no longer kept.</param>
    bool TryReadId(LogCursor decisions, LogReader events, out (UInt128 Id, long Offset, long KeptUntil) entry)
    {
        entry = (default, -1, 0);
        if (!decisions.TryRead(out var record))
            return false;
        if (events.ReadIfKept(new Decision(record).EventOffset) is not { } frame)
            return true;
        var transaction = new Transaction(LogRecord.Trusted(frame, 0).Payload);
        var keptUntil = Math.Max(transaction.EventTime, record.AppendTime);
        entry = (Hash.Of(transaction.TransactionId), record.Offset, keptUntil);
        return true;
    }

    long EndOf(long segment)
    {
        var segments = Segments.List(DecisionLog.Folder);
        return segments[Array.IndexOf(segments, segment) + 1];
    }

    void SealOldest()
    {
        Index.Seal(sealedSegments[0]);
        sealedSegments.RemoveAt(0);
    }
}
