using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>The logs of a gate and the index over its decisions. Owned by whoever runs the gate.</summary>
sealed class GateLogs : IDisposable
{
    readonly FileLog decisions;
    readonly Queue<long> sealedEnds = [];
    long indexedTo;

    public GateLogs(GateSettings settings, TimeProvider clock)
    {
        Directory.CreateDirectory(settings.Folder);
        var log = new LogSettings(settings.Durability, settings.SegmentBytes);
        Events = FileLog.Open(settings.EventsFolder, log);
        // Decisions and alerts follow from the events, so only the events need the disk's word.
        decisions = FileLog.Open(settings.DecisionsFolder, log with { Durability = Durability.Os });
        Alerts = FileLog.Open(settings.AlertsFolder, log with { Durability = Durability.Os });
        decisions.Sealed += (_, end) => sealedEnds.Enqueue(end);
        Hash = TransactionIdHash.Load(settings.DecisionsFolder);
        Index = new(settings.DecisionsFolder, Hash.KeyId, clock);
        Decisions = new(decisions, Alerts, 0, 0);
    }

    public FileLog Events { get; }
    public FileLog Alerts { get; }
    public TransactionIdHash Hash { get; }
    public TransactionIndex Index { get; }
    public DecisionLogs Decisions { get; private set; }

    public long DecisionsEnd => decisions.End;

    /// <summary>Continues behind a snapshot.</summary>
    public DecisionLogs ResumeAt(long decisionOffset, long alertOffset) =>
        Decisions = new(decisions, Alerts, decisionOffset, alertOffset);

    /// <summary>
    /// Adds the ids of the decisions that no run holds yet. To be called once, when the decisions are complete.
    /// </summary>
    /// <param name="newerThan">Until when ids are kept that the gate looks up, at least; Unix ms.</param>
    public void OpenIndex(long newerThan)
    {
        sealedEnds.Clear();
        foreach (var (from, to) in Index.Open(decisions.FirstOffset, decisions.End, newerThan))
            AddFromLog(from, to);
    }

    /// <param name="keptUntil">The later one of event time and append time, Unix ms.</param>
    public void AddToIndex(UInt128 id, long offset, long keptUntil)
    {
        // Adds come after the commit that may have sealed a segment; what lies before the seal belongs in its run.
        while (sealedEnds.TryPeek(out var end) && offset >= end)
            SealIndexAt(sealedEnds.Dequeue());
        Index.Add(id, offset, keptUntil);
    }

    /// <summary>Deletes what is older than the retention and not needed by the oldest snapshot.</summary>
    public void Delete(string snapshots, DateTimeOffset olderThan)
    {
        if (Snapshot.OldestOffset(snapshots) is not { } needed)
            return;
        var time = olderThan.ToUnixTimeMilliseconds();
        Events.Delete(needed, time);
        if (decisions.Delete(decisions.End, time).Count > 0)
            Index.Forget(decisions.FirstOffset);
        Alerts.Delete(Alerts.End, time);
    }

    public void Dispose()
    {
        Index.Dispose();
        Events.Dispose();
        decisions.Dispose();
        Alerts.Dispose();
    }

    /// <summary>Adds a range to the index and seals it by segments, but for the one that is being written.</summary>
    void AddFromLog(long from, long to)
    {
        indexedTo = from;
        var ends = new Queue<long>(Segments.List(decisions.Folder).Where(end => end > from && end <= to));
        if (to < decisions.End && !ends.Contains(to))
            ends.Enqueue(to);
        foreach (var (id, offset, keptUntil) in IdsOf(from, to))
        {
            while (ends.TryPeek(out var end) && offset >= end)
            {
                SealIndexAt(ends.Dequeue());
                // Reading a log is faster than writing its runs: what waits for them must not fill the memory.
                if (Index.Waiting >= TransactionIndex.MostRuns)
                    Index.Flush();
            }
            Index.Add(id, offset, keptUntil);
        }
        while (ends.TryDequeue(out var end))
            SealIndexAt(end);
    }

    /// <summary>The ids of a range of the decisions; each stands in its event, which may be no longer kept.</summary>
    IEnumerable<(UInt128 Id, long Offset, long KeptUntil)> IdsOf(long from, long to)
    {
        using var cursor = new LogCursor(decisions.Folder, from);
        LogCursor? events = null;
        try
        {
            while (cursor.Offset < to && TryReadId(cursor, ref events, out var entry))
            {
                if (entry.Offset >= 0)
                    yield return entry;
            }
        }
        finally
        {
            events?.Dispose();
        }
    }

    bool TryReadId(LogCursor cursor, ref LogCursor? events, out (UInt128 Id, long Offset, long KeptUntil) entry)
    {
        entry = (default, -1, 0);
        if (!cursor.TryRead(out var record))
            return false;
        var at = new Decision(record.Payload).EventOffset;
        if (at < Events.FirstOffset)
            return true;
        events ??= new(Events.Folder, at);
        while (events.TryRead(out var happened) && happened.Offset <= at)
        {
            if (happened.Offset < at)
                continue;
            var transaction = new Transaction(happened.Payload);
            var keptUntil = Math.Max(transaction.EventTime, record.AppendTime);
            entry = (Hash.Of(transaction.TransactionId), record.Offset, keptUntil);
            return true;
        }
        throw new LogException($"{Events.Folder} has no event at offset {at}, though it was decided: restore it.");
    }

    void SealIndexAt(long end)
    {
        Index.Seal(indexedTo, end);
        indexedTo = end;
    }
}
