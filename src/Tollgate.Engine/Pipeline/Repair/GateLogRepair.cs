using Tollgate.Engine.EventLog;
using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Pipeline.Reading;

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
    IReadOnlyList<GateLogDamage> found = [];

    /// <exception cref="LogException">A gate runs.</exception>
    public GateLogRepair(GateSettings settings)
    {
        this.settings = settings;
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
        var canDecideAgain = false;
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
            damages.AddRange(inspection.Damages.Select(damage => new GateLogDamage(log, damage, RemedyFor(
                damage, canDecideAgain && log != GateLog.Events))));
        }
        return found = damages;
    }

    /// <summary>Mends what the inspection has found.</summary>
    public IReadOnlyList<GateLogMending> Repair()
    {
        var mended = new List<GateLogMending>();
        try
        {
            foreach (var (log, folder) in logs)
            {
                var damages = found.Where(damage => damage.Log == log).ToArray();
                if (damages.Length > 0)
                    mended.Add(new(log, Mend(log, folder, damages)));
            }
            // Once a log has grown again, a snapshot from beyond its end would be taken for one of what it holds.
            Snapshot.DeleteBeyond(
                settings.SnapshotsFolder, EndOf(settings.EventsFolder), EndOf(settings.DecisionsFolder),
                EndOf(settings.AlertsFolder));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(e, settings.Folder, "repaired");
        }
        return mended;
    }

    public void Dispose()
    {
        foreach (var held in locks)
            held.Dispose();
    }

    static GateLogRemedy RemedyFor(LogDamage damage, bool canDecideAgain)
    {
        if (canDecideAgain)
            return GateLogRemedy.DecideAgain;
        return damage.Kind == LogDamageKind.Tail ? GateLogRemedy.Cut : GateLogRemedy.GiveUp;
    }

    static long EndOf(string folder) =>
        Segments.List(folder) is [.., var last] ? last + new FileInfo(Segments.PathOf(folder, last)).Length : 0;

    static IReadOnlyList<string> Mend(GateLog log, string folder, GateLogDamage[] damages)
    {
        if (damages[0].Remedy != GateLogRemedy.DecideAgain)
            return [.. damages.SelectMany(found => LogMending.Mend(folder, found.Damage, BootId.Current))];
        var offset = damages.Min(found => found.Damage.Offset);
        if (log == GateLog.Decisions)
            RunFolder.DeleteBehind(folder, offset); // they would find other decisions there
        return LogMending.CutAt(folder, offset, BootId.Current);
    }
}
