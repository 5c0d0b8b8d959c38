using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline.Loop;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Takes the decisions that a start makes again. What the logs hold already stays as it was answered, and is only
/// compared; what they do not hold is appended. A place is always that of a record that was read, so that nothing is
/// ever written into the middle of one.
/// </summary>
sealed class RecoverySink(DecisionLogs logs, LogCursor decisions, LogCursor alerts) : IDecisionSink
{
    byte[] room = new byte[512];
    long recordedAt = -1;
    bool decisionsEnded;
    bool alertsEnded;

    /// <summary>Recorded decisions that would now be made otherwise.</summary>
    public long Differing { get; private set; }

    /// <summary>Offset of the event of the first of them, or -1.</summary>
    public long FirstDiffering { get; private set; } = -1;

    /// <summary>The highest number of a generation among the recorded decisions that were read.</summary>
    public int NewestGeneration { get; private set; }

    /// <summary>Events whose decisions the log has lost, while it goes on behind them.</summary>
    public long Lost { get; private set; }

    /// <summary>Offset of the first decision on an event that is not in the log of events, or null.</summary>
    public long? DecisionsBeyond => !decisionsEnded && decisions.TryPeek(out var record) ? record.Offset : null;

    /// <summary>As <see cref="DecisionsBeyond"/>, of the alerts.</summary>
    public long? AlertsBeyond => !alertsEnded && alerts.TryPeek(out var record) ? record.Offset : null;

    public long PlaceOf(long eventOffset)
    {
        recordedAt = -1;
        if (!TryPeek(decisions, eventOffset, ref decisionsEnded, out var record))
            return logs.Next;
        recordedAt = new Decision(record).EventOffset == eventOffset ? record.Offset : -1;
        return recordedAt;
    }

    public Span<byte> Reserve(int length)
    {
        if (decisionsEnded)
            return logs.Reserve(length);
        if (room.Length < length)
            room = new byte[length];
        return room;
    }

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        if (decisionsEnded)
        {
            if (DecisionLogs.RaisesAlert(kind, of.Flags) && !TakeAlert(of.Offset))
                logs.AppendAlertOfReserved(of, length);
            logs.AppendDecision(of, length);
            return kind;
        }
        if (recordedAt < 0)
        {
            Lost++;
            return kind;
        }
        decisions.TryRead(out var record);
        var recorded = new Decision(record);
        NewestGeneration = Math.Max(NewestGeneration, recorded.Generation);
        if (recorded.Generation != by.Config.Number
            || (!by.HasOtherFeatures && !recorded.Bytes.SequenceEqual(room.AsSpan(0, length))))
        {
            Differing++;
            FirstDiffering = FirstDiffering < 0 ? of.Offset : FirstDiffering;
        }
        if (DecisionLogs.RaisesAlert(recorded.Kind, of.Flags) && !TakeAlert(of.Offset) && alertsEnded)
            logs.AppendAlert(record);
        return recorded.Kind;
    }

    /// <summary>Whether the alert on an event is recorded.</summary>
    bool TakeAlert(long eventOffset)
    {
        if (!TryPeek(alerts, eventOffset, ref alertsEnded, out var record)
            || new Decision(record).EventOffset != eventOffset)
        {
            return false;
        }
        alerts.TryRead(out _);
        return true;
    }

    /// <summary>The first record that is on this event or on a later one.</summary>
    static bool TryPeek(LogCursor from, long eventOffset, ref bool ended, out LogRecord record)
    {
        record = default;
        while (!ended)
        {
            if (!from.TryPeek(out record))
                ended = true; // for good: what is appended from here on is not to be read
            else if (new Decision(record).EventOffset >= eventOffset)
                return true;
            else
                from.TryRead(out _);
        }
        return false;
    }
}
