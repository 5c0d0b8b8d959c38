using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Pipeline.Repair;

/// <summary>
/// Decides all events again and puts the decisions and alerts that a repair gave up back into their places, where they
/// are certain to be those that were answered: an alert is a copy of its decision, and a decision that is made again
/// counts if the recorded ones beside it come out as they were, under its generation. Others stay given up.
/// </summary>
sealed class DecisionRestoring : IDecisionSink, IDisposable
{
    const int BatchesOfRecords = 4_096;

    readonly GateSettings settings;
    readonly DecisionLoop loop;
    readonly LogCursor decisionsCursor, alertsCursor;
    readonly RecordedDecisions decisions, alerts;
    readonly RestoredRoom lostDecisions, lostAlerts;
    readonly HashSet<int> uncertain = [];
    byte[] made = new byte[512];
    long place;
    bool isRecorded;

    /// <summary>Generation of the last recorded decision: 0 before the first, -1 if it comes out otherwise.</summary>
    int before;

    public DecisionRestoring(GateSettings settings, FeatureSet features, Func<ModelReference, AnomalyModel> load)
    {
        this.settings = settings;
        decisionsCursor = LogCursor.FromStart(settings.DecisionsFolder);
        alertsCursor = LogCursor.FromStart(settings.AlertsFolder);
        (decisions, alerts) = (new(decisionsCursor), new(alertsCursor));
        (lostDecisions, lostAlerts) = (new(settings.DecisionsFolder), new(settings.AlertsFolder));
        loop = new(features, new(features, load), this);
    }

    /// <summary>Decisions and alerts that stand in their places again.</summary>
    public long Restored { get; private set; }

    /// <summary>Decisions and alerts that are given up.</summary>
    public long GivenUp { get; private set; }

    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    public void Run(IProgress<double>? progress)
    {
        using var events = LogCursor.FromStart(settings.EventsFolder);
        var end = Math.Max(1, LogCursor.EndOf(settings.EventsFolder));
        while (!decisions.HasEnded && events.TryReadBatch(BatchesOfRecords, out var records, out var offset))
        {
            loop.Run(records, offset);
            progress?.Report(Math.Min(1, (double)events.Offset / end));
        }
        GivenUp += lostAlerts.Count; // those at the end are raised by the next start
    }

    public long PlaceOf(long eventOffset)
    {
        isRecorded = TryPeek(decisions, eventOffset, out var record)
            && new Decision(record).EventOffset == eventOffset;
        return place = isRecorded ? record.Offset : decisions.Room;
    }

    public Span<byte> Reserve(int length)
    {
        if (made.Length < LogRecord.PayloadAt + length)
            made = new byte[LogRecord.PayloadAt + length];
        return made.AsSpan(LogRecord.PayloadAt);
    }

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        if (decisions.HasEnded)
            return kind;
        if (isRecorded)
            return Compare(of, by, made.AsSpan(LogRecord.PayloadAt, length));
        if (decisions.HasRoom)
            Add(of, by.Config.Number, kind, made.AsSpan(0, LogRecord.PayloadAt + length));
        return kind;
    }

    public void Dispose()
    {
        decisionsCursor.Dispose();
        alertsCursor.Dispose();
    }

    /// <summary>Takes a decision that is lost.</summary>
    void Add(LogRecord of, int generation, DecisionKind kind, Span<byte> frame)
    {
        LogRecord.Seal(frame, RecordKind.Decision, of.Flags, of.AppendTime, Decision.Format);
        if (TryTakeAlert(of.Offset, out var alert))
        {
            lostDecisions.Add(place, alert.Frame);
            decisions.TakeRoom(alert.Frame.Length);
            return;
        }
        // What should have raised an alert and has none cannot be what was answered.
        uncertain.Add(DecisionLogs.RaisesAlert(kind, of.Flags) ? -1 : generation);
        lostDecisions.Add(place, frame);
        decisions.TakeRoom(frame.Length);
    }

    DecisionKind Compare(LogRecord of, Generation by, ReadOnlySpan<byte> now)
    {
        decisions.TryPeek(out var record);
        var then = new Decision(record);
        var isEqual = then.Generation == by.Config.Number && !by.HasOtherFeatures && then.Bytes.SequenceEqual(now);
        var after = isEqual ? then.Generation : -1;
        PutBackDecisions(record.Offset, after);
        before = after;
        decisions.Take();
        if (DecisionLogs.RaisesAlert(then.Kind, of.Flags) && !TryTakeAlert(of.Offset, out _) && alerts.HasRoom)
        {
            lostAlerts.Add(alerts.Room, record.Frame);
            alerts.TakeRoom(record.Frame.Length);
        }
        return then.Kind;
    }

    void PutBackDecisions(long end, int after)
    {
        var count = lostDecisions.Count;
        if (count == 0)
            return;
        var isCertain = uncertain.Count == 0
            || (before >= 0 && after >= 0 && uncertain.All(generation => generation == before || generation == after));
        if (!isCertain)
            lostDecisions.Clear();
        Note(count, lostDecisions.PutBack(end));
        uncertain.Clear();
    }

    bool TryTakeAlert(long eventOffset, out LogRecord alert)
    {
        if (!TryPeek(alerts, eventOffset, out alert) || new Decision(alert).EventOffset != eventOffset)
            return false;
        Note(lostAlerts.Count, lostAlerts.PutBack(alert.Offset));
        alerts.Take();
        return true;
    }

    void Note(int count, int restored)
    {
        Restored += restored;
        GivenUp += count - restored;
    }

    /// <summary>The first record that is on this event or on a later one.</summary>
    static bool TryPeek(RecordedDecisions from, long eventOffset, out LogRecord record)
    {
        while (from.TryPeek(out record))
        {
            if (new Decision(record).EventOffset >= eventOffset)
                return true;
            from.Take();
        }
        return false;
    }
}
