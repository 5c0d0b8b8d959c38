using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Pipeline;

/// <summary>Opens a data folder: the newest snapshot, then the events behind it decided again, then new ones.</summary>
public static class Recovery
{
    /// <param name="policy">What the operator has set; a first or changed policy becomes a new generation.</param>
    /// <param name="load">Finds a model in the registry.</param>
    /// <exception cref="LogException">The folder is in use by another process, or a log is damaged.</exception>
    /// <exception cref="InvalidDataException">A model is missing or not the one that was promoted.</exception>
    public static Gate Open(
        GateSettings settings, FeatureSet features, Policy policy,
        Func<ModelReference, AnomalyModel> load, TimeProvider clock)
    {
        var logs = new GateLogs(settings, clock);
        try
        {
            var loop = Recover(settings, features, load, logs);
            EnsureGeneration(policy, features, loop, logs, clock);
            logs.OpenIndex(Math.Max(loop.Watermark, long.MinValue + settings.Window) - settings.Window);
            return new(settings, clock, logs, loop);
        }
        catch
        {
            logs.Dispose();
            throw;
        }
    }

    /// <summary>Whether nothing was ever logged in a data folder.</summary>
    public static bool IsEmpty(GateSettings settings) => LogCursor.EndOf(settings.EventsFolder) == 0;

    static DecisionLoop Recover(
        GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load, GateLogs logs)
    {
        var loop = FromSnapshot(settings, features, load, logs);
        if (loop is null && logs.Events.FirstOffset > 0)
        {
            throw new LogException(
                $"The oldest events are no longer kept and no snapshot in {settings.Folder} is whole: " +
                "restore one from a copy.");
        }
        loop ??= new(features, settings.Window, new(features, load), logs.ResumeAt(0, 0));

        using var cursor = new LogCursor(settings.EventsFolder, loop.Position);
        while (cursor.TryRead(out var record))
        {
            loop.Run(record.Frame, record.Offset);
            if (logs.Decisions.Uncommitted.Length > 1 << 20)
                logs.Decisions.Commit();
        }
        logs.Decisions.Commit();
        logs.Decisions.CutBackToTheEvents();
        return loop;
    }

    static DecisionLoop? FromSnapshot(
        GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load, GateLogs logs)
    {
        foreach (var path in Snapshot.List(settings.SnapshotsFolder))
        {
            using var reader = Snapshot.Open(path);
            if (reader is null)
                continue;
            var (decisionsAt, alertsAt) = (reader.ReadInt64(), reader.ReadInt64());
            var loop = new DecisionLoop(features, settings.Window, new(features, load), logs.Decisions);
            loop.ReadState(reader, logs.ResumeAt(decisionsAt, alertsAt));
            if (loop.Position <= logs.Events.End && decisionsAt <= logs.DecisionsEnd && alertsAt <= logs.Alerts.End)
                return loop;
        }
        return null;
    }

    static void EnsureGeneration(
        Policy policy, FeatureSet features, DecisionLoop loop, GateLogs logs, TimeProvider clock)
    {
        var current = loop.Generation?.Config;
        var wanted = new GenerationConfig(
            (current?.Number ?? 0) + 1, current?.Model, policy.Review, policy.Block, policy.FallbackDecision,
            features.Hash, policy.BaseCurrency, policy.Rates);
        if (current is not null && current.DecidesLike(wanted))
            return;
        var from = logs.Events.End;
        // A folder for imported history must not begin in the present: time zero orders before everything.
        var at = current is null ? 0 : clock.GetUtcNow().ToUnixTimeMilliseconds();
        logs.Events.Append(RecordKind.Generation, 0, at, wanted.Encode());
        logs.Events.Commit();
        loop.Run(logs.Events.LastCommitted, from);
    }
}
