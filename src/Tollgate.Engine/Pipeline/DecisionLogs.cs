using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>The logs of decisions and of alerts, to write at their ends.</summary>
sealed class DecisionLogs(FileLog decisions, FileLog alerts) : IDecisionSink
{
    /// <summary>The frames of the decisions that are not committed yet.</summary>
    public ReadOnlySpan<byte> Uncommitted => decisions.Uncommitted;

    /// <summary>Offset that the next decision gets.</summary>
    public long Next => decisions.Next;

    public static bool RaisesAlert(DecisionKind kind, RecordFlags flags) =>
        kind != DecisionKind.Approve && !flags.HasFlag(RecordFlags.Silent);

    public long PlaceOf(long eventOffset) => decisions.Next;

    public Span<byte> Reserve(int length) => decisions.Reserve(length);

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        if (RaisesAlert(kind, of.Flags))
        {
            alerts.Append(
                RecordKind.Decision, of.Flags, of.AppendTime, decisions.Reserve(length)[..length], Decision.Format);
        }
        decisions.AppendReserved(RecordKind.Decision, of.Flags, of.AppendTime, length, Decision.Format);
        return kind;
    }

    /// <summary>Raises the alert of a decision that is recorded already.</summary>
    public void AppendAlert(LogRecord decision) =>
        alerts.Append(RecordKind.Decision, decision.Flags, decision.AppendTime, decision.Payload, decision.Format);

    public void Commit()
    {
        decisions.Commit();
        alerts.Commit();
    }
}
