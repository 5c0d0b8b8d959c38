using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The logs of decisions and of alerts. They follow from the events, so after a crash the loop decides the tail of the
/// events again. What is recorded stays as it was answered, and only what is not is appended. A place is always that of
/// a record that was read, never one that was counted, so that nothing is cut or written in the middle of a record.
/// </summary>
/// <param name="decisionsAt">Offset of the first decision to be made again.</param>
/// <param name="alertsAt">Offset of the first alert to be raised again.</param>
sealed class DecisionLogs(FileLog decisions, FileLog alerts, long decisionsAt, long alertsAt)
    : IDecisionSink, IDisposable
{
    readonly LogCursor recorded = decisions.OpenCursor(Math.Max(decisionsAt, decisions.FirstOffset));
    readonly LogCursor raised = alerts.OpenCursor(Math.Max(alertsAt, alerts.FirstOffset));
    byte[] room = new byte[512];
    long place;
    bool decisionsEnded;
    bool alertsEnded;

    /// <summary>Offset that the next new decision gets.</summary>
    public long Next => decisions.Next;

    /// <summary>The frames of the decisions that are not committed yet.</summary>
    public ReadOnlySpan<byte> Uncommitted => decisions.Uncommitted;

    /// <summary>
    /// Cuts off what goes on where the events have ended. A power failure can leave that: each log loses its own share
    /// of what the disk had not got yet. A decision about an event that is gone is gone as well.
    /// </summary>
    public void CutBackToTheEvents()
    {
        if (!decisionsEnded && recorded.TryPeek(out var decision))
            decisions.CutBack(decision.Offset);
        if (!alertsEnded && raised.TryPeek(out var alert))
            alerts.CutBack(alert.Offset);
        (decisionsEnded, alertsEnded) = (true, true);
    }

    public long PlaceOf(long eventOffset)
    {
        if (!TryPeek(recorded, eventOffset, ref decisionsEnded, out var record))
            return place = decisions.Next;
        return place = EventOf(record) == eventOffset ? record.Offset : -1;
    }

    public Span<byte> Reserve(int length)
    {
        if (decisionsEnded)
            return decisions.Reserve(length);
        if (room.Length < length)
            room = new byte[length];
        return room;
    }

    public void Append(LogRecord of, DecisionKind kind, int length)
    {
        if (decisionsEnded)
            AppendNew(of, kind, length);
        else if (place >= 0)
            TakeRecorded(of);
    }

    public void Commit()
    {
        decisions.Commit();
        alerts.Commit();
    }

    public void Dispose()
    {
        recorded.Dispose();
        raised.Dispose();
    }

    void AppendNew(LogRecord of, DecisionKind kind, int length)
    {
        if (RaisesAlert(kind, of.Flags) && !TryTakeAlert(of.Offset))
            alerts.Append(RecordKind.Decision, of.Flags, of.AppendTime, decisions.Reserve(length)[..length]);
        decisions.AppendReserved(RecordKind.Decision, of.Flags, of.AppendTime, length);
    }

    void TakeRecorded(LogRecord of)
    {
        recorded.TryRead(out var record);
        if (RaisesAlert(new Decision(record.Payload).Kind, of.Flags) && !TryTakeAlert(of.Offset) && alertsEnded)
            alerts.Append(RecordKind.Decision, record.Flags, record.AppendTime, record.Payload);
    }

    /// <summary>Whether the alert on an event is recorded; passes over it.</summary>
    bool TryTakeAlert(long eventOffset) =>
        TryPeek(raised, eventOffset, ref alertsEnded, out var alert)
        && EventOf(alert) == eventOffset
        && raised.TryRead(out _);

    /// <summary>The first record on this event or a later one; those before are of events that were given up.</summary>
    static bool TryPeek(LogCursor from, long eventOffset, ref bool ended, out LogRecord record)
    {
        record = default;
        while (!ended)
        {
            if (!from.TryPeek(out record))
                ended = true; // for good: what is appended from here on is not to be read
            else if (EventOf(record) >= eventOffset)
                return true;
            else
                from.TryRead(out _);
        }
        return false;
    }

    static long EventOf(LogRecord decision) => new Decision(decision.Payload).EventOffset;

    static bool RaisesAlert(DecisionKind kind, RecordFlags flags) =>
        kind != DecisionKind.Approve && !flags.HasFlag(RecordFlags.Silent);
}
