using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Features;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Pipeline.Upkeep;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Pipeline.Repair;

/// <summary>
/// Finds what is damaged in the logs of a gate and makes them readable again. Holds their locks meanwhile, so that no
/// gate runs. One thread.
/// </summary>
public sealed class GateLogRepair : IDisposable
{
    readonly List<(GateLog Log, string Folder)> logs;
    readonly List<FileStream> locks = [];
    readonly GateSettings settings;
    readonly FeatureSet features;
    readonly Func<ModelReference, AnomalyModel> load;
    IReadOnlyList<GateLogDamage> found = [];
    bool canDecideAgain;
    bool hasGaps;

    /// <param name="load">Finds a model in the registry.</param>
    /// <exception cref="LogException">A gate runs.</exception>
    public GateLogRepair(GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load)
    {
        (this.settings, this.features, this.load) = (settings, features, load);
        logs =
        [
            (GateLog.Events, settings.EventsFolder),
            (GateLog.Decisions, settings.DecisionsFolder),
            (GateLog.Alerts, settings.AlertsFolder),
        ];
        logs.RemoveAll(log => !Directory.Exists(log.Folder));
        try
        {
            foreach (var (_, folder) in logs)
                locks.Add(FolderLock.Take(folder));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Reads all logs to their ends and returns what is damaged.</summary>
    /// <param name="progress">Told the share that is read, 0 to 1.</param>
    public IReadOnlyList<GateLogDamage> Inspect(IProgress<double>? progress, CancellationToken cancellation)
    {
        var total = Math.Max(1, logs.Sum(log => Segments.Bytes(log.Folder)));
        var read = 0L;
        var damages = new List<GateLogDamage>();
        (canDecideAgain, hasGaps) = (false, false);
        foreach (var (log, folder) in logs)
        {
            var inspection = new LogInspection(
                folder, BootId.Current, bytes => progress?.Report((double)(read += bytes) / total), cancellation);
            if (log == GateLog.Events)
            {
                // Events with a hole would not lead to the decisions that were answered.
                canDecideAgain =
                    inspection is { Damages.Count: 0, HasGaps: false, FirstOffset: 0 }
                    && Segments.List(folder).Length > 0;
            }
            else
            {
                hasGaps |= inspection.HasGaps;
            }
            damages.AddRange(inspection.Damages.Select(damage => new GateLogDamage(log, damage, RemedyFor(
                damage, canDecideAgain && log != GateLog.Events))));
        }
        return found = damages;
    }

    /// <summary>
    /// Mends what the inspection has found. What an earlier repair had to give up is tried again: the model may be back
    /// by now.
    /// </summary>
    /// <param name="progress">Told the share of the events that are decided again, 0 to 1.</param>
    public GateLogMending Repair(IProgress<double>? progress)
    {
        try
        {
            var kept = logs.SelectMany(log => Mend(log.Log, log.Folder)).ToArray();
            // Once a log has grown again, a snapshot from beyond its end would be taken for one of what it holds.
            Snapshot.DeleteBeyond(
                settings.SnapshotsFolder, EndOf(settings.EventsFolder), EndOf(settings.DecisionsFolder),
                EndOf(settings.AlertsFolder));
            if (!canDecideAgain || (!hasGaps && found.All(damage => damage.Remedy != GateLogRemedy.Restore)))
                return new(kept, 0, 0);
            using var restoring = new DecisionRestoring(settings, features, load);
            restoring.Run(progress);
            return new(kept, restoring.Restored, restoring.GivenUp);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(e, settings.Folder, "repaired");
        }
    }

    public void Dispose()
    {
        foreach (var held in locks)
            held.Dispose();
    }

    static GateLogRemedy RemedyFor(LogDamage damage, bool canDecideAgain) => damage.Kind == LogDamageKind.Tail
        ? canDecideAgain ? GateLogRemedy.DecideAgain : GateLogRemedy.Cut
        : canDecideAgain ? GateLogRemedy.Restore : GateLogRemedy.GiveUp;

    static long EndOf(string folder) =>
        Segments.List(folder) is [.., var last] ? last + new FileInfo(Segments.PathOf(folder, last)).Length : 0;

    IEnumerable<string> Mend(GateLog log, string folder)
    {
        foreach (var (_, damage, remedy) in found.Where(damage => damage.Log == log))
        {
            if (log == GateLog.Decisions && damage.Kind == LogDamageKind.Tail)
                RunFolder.DeleteBehind(folder, damage.Offset); // they would find other decisions there
            var kept = remedy == GateLogRemedy.DecideAgain
                ? LogMending.CutAt(folder, damage.Offset, BootId.Current)
                : LogMending.Mend(folder, damage, BootId.Current);
            foreach (var path in kept)
                yield return path;
        }
    }
}
