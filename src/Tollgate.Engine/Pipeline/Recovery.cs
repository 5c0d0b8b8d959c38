using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Pipeline.Upkeep;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Pipeline;

/// <summary>Opens a data folder: the newest snapshot, then the events behind it decided again, then new ones.</summary>
public static class Recovery
{
    const int BatchesOfRecords = 4_096;
    const int CommitBytes = 1 << 20;

    /// <param name="policy">What the operator has set; a first or changed policy becomes a new generation.</param>
    /// <param name="load">Finds a model in the registry; a model that cannot be loaded has failed.</param>
    /// <exception cref="LogException">The folder is in use by another process, or a log is damaged.</exception>
    public static Gate Open(
        GateSettings settings, FeatureSet features, Policy policy,
        Func<ModelReference, AnomalyModel> load, TimeProvider clock)
    {
        var logs = new GateLogs(settings, clock);
        try
        {
            var notices = new List<GateFault>();
            TellWhatWasMended(logs, notices);
            Snapshot.RemoveUnfinished(settings.SnapshotsFolder);
            var (loop, newest) = Recover(settings, features, load, logs, notices);
            EnsureGeneration(policy, features, loop, newest, logs, clock);
            logs.OpenIndex(
                loop.Watermark.OldestAdmitted(loop.Generation!.Config.IdempotencyWindow),
                text => notices.Add(new(GateFaultKind.FileMadeAgain, new InvalidDataException(text))));
            return new(settings, clock, logs, loop, notices);
        }
        catch
        {
            logs.Dispose();
            throw;
        }
    }

    /// <summary>Whether nothing was ever logged in a data folder.</summary>
    public static bool IsEmpty(GateSettings settings) => LogCursor.EndOf(settings.EventsFolder) == 0;

    static void TellWhatWasMended(GateLogs logs, List<GateFault> notices)
    {
        foreach (var log in (FileLog[])[logs.Events, logs.DecisionLog, logs.Alerts])
        {
            if (log.Torn is { } torn)
                notices.Add(new(GateFaultKind.TailCut, new LogException(torn.ToString())));
            if (log.Lost > 0)
            {
                notices.Add(new(GateFaultKind.TailCut, new LogException(
                    $"The last {log.Lost} bytes that were written to {log.Folder} are gone: the machine went down " +
                    "before the disk had them.")));
            }
            if (log.IsEndDamaged)
            {
                notices.Add(new(GateFaultKind.FileMadeAgain, new LogException(
                    $"The file that says where {log.Folder} ends was damaged.")));
            }
        }
    }

    /// <returns>Also the highest number of a generation that a decision or the log has.</returns>
    static (DecisionLoop Loop, int NewestGeneration) Recover(
        GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load, GateLogs logs,
        List<GateFault> notices)
    {
        var generations = new Generations(features, load);
        void NoteMissing(GenerationConfig config, Exception e) => notices.Add(new(GateFaultKind.ModelMissing, e));
        generations.ModelMissing += NoteMissing;
        var (loop, decisionsAt, alertsAt) = FromSnapshot(settings, features, generations, logs, notices);
        using var decisions = logs.DecisionLog.OpenCursor(decisionsAt);
        using var alerts = logs.Alerts.OpenCursor(alertsAt);
        var sink = new RecoverySink(logs.Decisions, new(decisions), new(alerts));
        loop.WriteTo(sink);
        using var cursor = logs.Events.OpenCursor(loop.Position);
        while (cursor.TryReadBatch(BatchesOfRecords, out var records, out var offset))
        {
            loop.Run(records, offset);
            if (logs.Decisions.Uncommitted.Length > CommitBytes)
                logs.Decisions.Commit();
        }
        logs.Decisions.Commit();
        CutBackToTheEvents(logs, sink, notices);
        TellDifferences(sink, loop.Generation?.Config.Number ?? 0, notices);
        loop.WriteTo(logs.Decisions);
        generations.ModelMissing -= NoteMissing;
        return (loop, Math.Max(sink.NewestGeneration, loop.Generation?.Config.Number ?? 0));
    }

    /// <summary>The newest state that is whole and of these features, or an empty one.</summary>
    static (DecisionLoop Loop, long DecisionsAt, long AlertsAt) FromSnapshot(
        GateSettings settings, FeatureSet features, Generations generations, GateLogs logs, List<GateFault> notices)
    {
        (DecisionLoop, long, long)? found = null;
        var ahead = new List<string>();
        foreach (var path in Snapshot.List(settings.SnapshotsFolder))
        {
            if (TryRead(path, features, generations, logs, out var read, out var isAhead))
            {
                found = read;
                break;
            }
            if (isAhead)
                ahead.Add(path);
            notices.Add(new(GateFaultKind.FileMadeAgain, new InvalidDataException(
                $"{path} is damaged, is ahead of the logs, or is of another version or other features.")));
        }
        if (found is null && logs.Events.FirstOffset > 0)
        {
            throw new LogException(
                $"The oldest events are no longer kept and no snapshot in {settings.Folder} is whole: " +
                "restore one from a copy.");
        }
        // Once the logs have grown as far again, it would be taken for one of what they hold.
        ahead.ForEach(File.Delete);
        return found
            ?? (new(features, generations, logs.Decisions), logs.DecisionLog.FirstOffset, logs.Alerts.FirstOffset);
    }

    static bool TryRead(
        string path, FeatureSet features, Generations generations, GateLogs logs,
        out (DecisionLoop Loop, long DecisionsAt, long AlertsAt) read, out bool isAhead)
    {
        (read, isAhead) = (default, false);
        using var reader = Snapshot.Open(path);
        if (reader is null)
            return false;
        var (decisionsAt, alertsAt) = (reader.ReadInt64(), reader.ReadInt64());
        var loop = new DecisionLoop(features, generations, logs.Decisions);
        try
        {
            loop.ReadState(reader);
        }
        catch (InvalidDataException)
        {
            return false; // of other features: the windows are made again from the events
        }
        read = (loop, Math.Max(decisionsAt, logs.DecisionLog.FirstOffset), Math.Max(alertsAt, logs.Alerts.FirstOffset));
        isAhead = loop.Position > logs.Events.End
            || decisionsAt > logs.DecisionLog.End || alertsAt > logs.Alerts.End;
        return !isAhead;
    }

    /// <summary>
    /// Cuts off what goes on where the events have ended. A power failure can leave that: each log loses its own share
    /// of what the disk had not got yet. A decision about an event that is gone is gone as well.
    /// </summary>
    static void CutBackToTheEvents(GateLogs logs, RecoverySink sink, List<GateFault> notices)
    {
        CutBack(logs.DecisionLog, sink.DecisionsBeyond, notices);
        CutBack(logs.Alerts, sink.AlertsBeyond, notices);
    }

    static void CutBack(FileLog log, long? offset, List<GateFault> notices)
    {
        if (offset is not { } at)
            return;
        var bytes = log.End - at;
        log.CutBack(at);
        notices.Add(new(GateFaultKind.TailCut, new LogException(
            $"The last {bytes} bytes of {log.Folder} were about events that are gone; they are kept aside.")));
    }

    static void TellDifferences(RecoverySink sink, int generation, List<GateFault> notices)
    {
        if (sink.NewestGeneration > generation)
        {
            notices.Add(new(GateFaultKind.DecisionsDiffer, new InvalidDataException(
                $"Generation {sink.NewestGeneration} has decided, but its record is gone: {generation} is in force. " +
                "Promote the model again that it named.")));
        }
        if (sink.Differing > 0)
        {
            notices.Add(new(GateFaultKind.DecisionsDiffer, new InvalidDataException(
                $"{sink.Differing} decisions would now be made otherwise, the first about the event at offset " +
                $"{sink.FirstDiffering}; they stay as they were answered.")));
        }
        if (sink.Lost > 0)
        {
            notices.Add(new(GateFaultKind.DecisionsDiffer, new InvalidDataException(
                $"{sink.Lost} decisions are missing from the log, which goes on behind them.")));
        }
    }

    static void EnsureGeneration(
        Policy policy, FeatureSet features, DecisionLoop loop, int newest, GateLogs logs, TimeProvider clock)
    {
        var current = loop.Generation?.Config;
        // Where the record of a generation was given up, its number still stands in decisions.
        var wanted = policy.After(current, features.Hash) with { Number = newest + 1 };
        if (current is not null && current.Number == newest && current.DecidesLike(wanted))
            return;
        var from = logs.Events.End;
        // A folder for imported history must not begin in the present: time zero orders before everything.
        var at = current is null ? 0 : clock.GetUtcNow().ToUnixTimeMilliseconds();
        logs.Events.Append(RecordKind.Generation, 0, at, wanted.Encode(), GenerationConfig.Format);
        logs.Events.Commit();
        loop.Run(logs.Events.LastCommitted, from);
    }
}
