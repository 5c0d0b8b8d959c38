using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Pipeline.Reading;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Takes the decisions that a start makes again. What the logs hold already stays as it was answered, and is only
/// compared; what they do not hold is appended. A place is always that of a record that was read, so that nothing is
/// ever written into the middle of one.
/// </summary>
sealed class RecoverySink(DecisionLogs logs, RecordedDecisions decisions, RecordedDecisions alerts) : IDecisionSink
{
    byte[] room = new byte[512];
    bool isRecorded;

    /// <summary>Recorded decisions that would now be made otherwise.</summary>
    public long Differing { get; private set; }

    /// <summary>Offset of the event of the first of them, or -1.</summary>
    public long FirstDiffering { get; private set; } = -1;

    /// <summary>The highest number of a generation among the recorded decisions that were read.</summary>
    public int NewestGeneration { get; private set; }

    /// <summary>Events whose decisions the log has lost, while it goes on behind them.</summary>
    public long Lost { get; private set; }

    /// <summary>Offset of the first decision on an event that is not in the log of events, or null.</summary>
    public long? DecisionsBeyond => decisions.TryPeek(out var record) ? record.Offset : null;

    /// <summary>As <see cref="DecisionsBeyond"/>, of the alerts.</summary>
    public long? AlertsBeyond => alerts.TryPeek(out var record) ? record.Offset : null;

    public long PlaceOf(long eventOffset)
    {
        isRecorded = false;
        if (!TryPeek(decisions, eventOffset, out var record))
            return logs.Next;
        isRecorded = new Decision(record).EventOffset == eventOffset;
        return isRecorded ? record.Offset : decisions.Room;
    }

    public Span<byte> Reserve(int length)
    {
        if (decisions.HasEnded)
            return logs.Reserve(length);
        if (room.Length < length)
            room = new byte[length];
        return room;
    }

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        if (decisions.HasEnded)
        {
            if (DecisionLogs.RaisesAlert(kind, of.Flags) && !TakeAlert(of.Offset))
                logs.AppendAlertOfReserved(of, length);
            logs.AppendDecision(of, length);
            return kind;
        }
        if (!isRecorded)
        {
            Lost++;
            decisions.TakeRoom(LogRecord.PayloadAt + length);
            return kind;
        }
        decisions.TryPeek(out var record);
        decisions.Take();
        var recorded = new Decision(record);
        NewestGeneration = Math.Max(NewestGeneration, recorded.Generation);
        if (recorded.Generation != by.Config.Number
            || (!by.HasOtherFeatures && !recorded.Bytes.SequenceEqual(room.AsSpan(0, length))))
        {
            Differing++;
            FirstDiffering = FirstDiffering < 0 ? of.Offset : FirstDiffering;
        }
        if (DecisionLogs.RaisesAlert(recorded.Kind, of.Flags) && !TakeAlert(of.Offset) && alerts.HasEnded)
            logs.AppendAlert(record);
        return recorded.Kind;
    }

    /// <summary>Whether the alert on an event is recorded.</summary>
    bool TakeAlert(long eventOffset)
    {
        if (!TryPeek(alerts, eventOffset, out var record) || new Decision(record).EventOffset != eventOffset)
            return false;
        alerts.Take();
        return true;
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
