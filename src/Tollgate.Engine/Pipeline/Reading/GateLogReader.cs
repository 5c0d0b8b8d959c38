using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Upkeep;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>
/// Reads the logs of a gate side by side, beside the gate that writes them: each event, behind it its decision, and
/// behind that its alert. Where the gate is still at work, they come as they are written. One thread.
/// </summary>
public sealed class GateLogReader : IDisposable
{
    readonly LogCursor events;
    readonly LogReader happened;
    readonly PendingRecord decisions;
    readonly PendingRecord alerts;
    long lastRisky = -1;
    long lastAlert = -1;
    bool alertsWait = true;

    /// <param name="load">Finds a model in the registry.</param>
    /// <param name="from">Offset of the event to begin with; null = begin with the oldest that is kept.</param>
    /// <exception cref="LogException">No event begins at the offset, or the log is damaged before it.</exception>
    public GateLogReader(
        GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load, long? from = null)
    {
        EventsEnd = LogCursor.EndOf(settings.EventsFolder);
        Generations = new(features, load);
        if (from is { } offset)
            CheckIsStart(settings.EventsFolder, offset);
        events = from is { } start ? new(settings.EventsFolder, start) : LogCursor.FromStart(settings.EventsFolder);
        NoteGenerations(settings);
        happened = new(settings.EventsFolder);
        decisions = new(settings.DecisionsFolder, from ?? 0);
        alerts = new(settings.AlertsFolder, from ?? 0);
    }

    /// <summary>Where the events ended when the reading began.</summary>
    public long EventsEnd { get; }

    /// <summary>Those of all decisions that were read.</summary>
    public Generations Generations { get; }

    /// <summary>The next record, valid until the next call; false when there is none yet.</summary>
    /// <exception cref="LogException">A log is damaged, or its next record is no longer kept.</exception>
    public bool TryRead(out LoggedRecord record)
    {
        // The alert first: whoever sees it then sees its decision, which was written before it.
        var hasAlert = TryPeekAlert(out var alert);
        var hasDecision = decisions.TryPeek(out var decision) && EventOf(decision) < events.Offset;
        if (hasAlert && EventOf(alert) < (hasDecision ? EventOf(decision) : events.Offset))
        {
            alerts.Take();
            lastAlert = EventOf(alert);
            record = new(GateLog.Alerts, alert, Happened(alert));
            return true;
        }
        if (hasDecision)
        {
            decisions.Take();
            if (new Decision(decision).Kind != DecisionKind.Approve
                && !decision.Flags.HasFlag(RecordFlags.Silent))
            {
                lastRisky = EventOf(decision);
            }
            record = new(GateLog.Decisions, decision, Happened(decision));
            return true;
        }
        record = default;
        if (!events.TryRead(out var read))
            return false;
        if (read.Kind == RecordKind.Generation)
            Generations.Note(GenerationConfig.Of(read));
        record = new(GateLog.Events, read, read);
        return true;
    }

    public void Dispose()
    {
        events.Dispose();
        happened.Dispose();
        decisions.Dispose();
        alerts.Dispose();
    }

    /// <summary>The event of a decision; an empty record when it is no longer kept.</summary>
    LogRecord Happened(LogRecord decision)
    {
        var offset = EventOf(decision);
        return happened.ReadIfKept(offset) is { } frame ? LogRecord.Trusted(frame, offset) : default;
    }

    static long EventOf(LogRecord decision) => new Decision(decision).EventOffset;

    /// <summary>
    /// Most events have no alert, and to ask the disk for one at each of them would take longer than all the rest: only
    /// a risky decision, or the alert before, says that one may be there.
    /// </summary>
    bool TryPeekAlert(out LogRecord alert)
    {
        alert = default;
        if (!alertsWait && lastAlert >= lastRisky)
            return false;
        alertsWait = alerts.TryPeek(out alert);
        return alertsWait;
    }

    static void CheckIsStart(string folder, long offset)
    {
        var segments = Segments.List(folder);
        var holding = Segments.Holding(segments, offset);
        if (holding < 0)
        {
            throw new LogException(
                $"There is no event at offset {offset}: the log is kept from offset {segments.FirstOrDefault()} on.");
        }
        using var cursor = new LogCursor(folder, segments[holding]);
        var start = cursor.Offset;
        while (cursor.Offset < offset)
        {
            start = cursor.Offset;
            if (!cursor.TryRead(out _))
                throw new LogException($"There is no event at offset {offset}: the log ends at offset {start}.");
        }
        if (cursor.Offset > offset)
            throw new LogException($"Offset {offset} lies inside the event at offset {start}; begin with that one.");
    }

    /// <summary>Learns the generations before the first event to be read.</summary>
    void NoteGenerations(GateSettings settings)
    {
        var (position, known) = Snapshot.NewestGenerations(settings.SnapshotsFolder);
        foreach (var config in known)
            Generations.Note(config);
        using var before = position > 0
            ? new LogCursor(settings.EventsFolder, position)
            : LogCursor.FromStart(settings.EventsFolder);
        while (before.Offset < events.Offset && before.TryRead(out var record))
        {
            if (record.Kind == RecordKind.Generation)
                Generations.Note(GenerationConfig.Of(record));
        }
    }
}
