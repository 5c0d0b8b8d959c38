using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Pipeline.Reading;

namespace Tollgate.Engine.Pipeline;

/// <summary>The logs of a gate and the index over its decisions. Owned by whoever runs the gate.</summary>
sealed class GateLogs : IDisposable
{
    readonly Queue<long> sealedEnds = [];
    long indexedTo;

    public GateLogs(GateSettings settings, TimeProvider clock)
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
            // What a crash took from the log must not be found again in what is written there next.
            RunFolder.DeleteBehind(settings.DecisionsFolder, DecisionLog.End);
        }
        catch
        {
            Events?.Dispose();
            DecisionLog?.Dispose();
            Alerts?.Dispose();
            throw;
        }
        DecisionLog.Sealed += (_, end) => sealedEnds.Enqueue(end);
        Index = new(settings.DecisionsFolder, Hash.KeyId, clock);
        Decisions = new(DecisionLog, Alerts);
    }

    public FileLog Events { get; }
    public FileLog DecisionLog { get; }
    public FileLog Alerts { get; }
    public TransactionIdHash Hash { get; }
    public TransactionIndex Index { get; }
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
    /// Adds the ids of the decisions that no run holds yet. To be called once, when the decisions are complete.
    /// </summary>
    /// <param name="newerThan">Until when ids are kept that the gate looks up, at least; Unix ms.</param>
    /// <param name="tell">Told each run that is not as it should be, in a sentence.</param>
    public void OpenIndex(long newerThan, Action<string> tell)
    {
        sealedEnds.Clear();
        var gaps = Index.Open(DecisionLog.FirstOffset, DecisionLog.End, newerThan);
        foreach (var run in Index.Discarded)
            tell($"{run.Path}: {run.Reason}.");
        foreach (var (from, to) in gaps)
        {
            var ends = EndsIn(from, to);
            // A stop leaves sealed segments without a run, but only a few, and behind all runs.
            if (to < DecisionLog.End || ends.Count > TransactionIndex.MostRuns)
                tell($"In {DecisionLog.Folder} no file held the ids of the decisions from offset {from} to {to}.");
            AddFromLog(from, to, ends);
        }
    }

    /// <param name="keptUntil">The later one of event time and append time, Unix ms.</param>
    public void AddToIndex(UInt128 id, long offset, long keptUntil)
    {
        // Adds come after the commit that may have sealed a segment; what lies before the seal belongs in its run.
        while (sealedEnds.TryPeek(out var end) && offset >= end)
            SealIndexAt(sealedEnds.Dequeue());
        Index.Add(id, offset, keptUntil);
    }

    /// <summary>The logs begin at these segments from now on; <see cref="DeleteForgotten"/> takes the files.</summary>
    public void Forget(long events, long decisions, long alerts)
    {
        Events.Forget(events);
        DecisionLog.Forget(decisions);
        Alerts.Forget(alerts);
        Index.Forget(DecisionLog.FirstOffset);
    }

    /// <summary>Deletes the files of what was forgotten. Any thread, but one at a time.</summary>
    public void DeleteForgotten()
    {
        Events.DeleteForgotten();
        DecisionLog.DeleteForgotten();
        Alerts.DeleteForgotten();
    }

    public void Dispose()
    {
        Index.Dispose();
        Events.Dispose();
        DecisionLog.Dispose();
        Alerts.Dispose();
    }

    /// <summary>Adds the ids of a range to the index, and seals it where segments end.</summary>
    void AddFromLog(long from, long to, Queue<long> ends)
    {
        indexedTo = from;
        using var ids = new DecidedIds(Events, DecisionLog, Hash, from, to);
        while (ids.TryRead(out var entry))
        {
            while (ends.TryPeek(out var end) && entry.Offset >= end)
            {
                SealIndexAt(ends.Dequeue());
                // Reading a log is faster than writing its runs: what waits for them must not fill the memory.
                if (Index.Waiting >= TransactionIndex.MostRuns)
                    Index.Flush();
            }
            Index.Add(entry.Id, entry.Offset, entry.KeptUntil);
        }
        while (ends.TryDequeue(out var end))
            SealIndexAt(end);
    }

    /// <summary>Where segments end in a range, and where the range ends, unless the log does.</summary>
    Queue<long> EndsIn(long from, long to)
    {
        var ends = new Queue<long>(DecisionLog.SegmentStarts.Where(end => end > from && end <= to));
        if (to < DecisionLog.End && !ends.Contains(to))
            ends.Enqueue(to);
        return ends;
    }

    void SealIndexAt(long end)
    {
        Index.Seal(indexedTo, end);
        indexedTo = end;
    }
}
