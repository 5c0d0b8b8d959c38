using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline.Loop;

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
            AppendAlertOfReserved(of, length);
        AppendDecision(of, length);
        return kind;
    }

    public void AppendDecision(LogRecord of, int length) =>
        decisions.AppendReserved(RecordKind.Decision, of.Flags, of.AppendTime, length, Decision.Format);

    /// <summary>Raises the alert of the decision that stands in the room that was reserved.</summary>
    public void AppendAlertOfReserved(LogRecord of, int length) =>
        alerts.Append(
            RecordKind.Decision, of.Flags, of.AppendTime, decisions.Reserve(length)[..length], Decision.Format);

    /// <summary>Raises the alert of a decision that is recorded already.</summary>
    public void AppendAlert(LogRecord decision) =>
        alerts.Append(RecordKind.Decision, decision.Flags, decision.AppendTime, decision.Payload, decision.Format);

    public void Discard()
    {
        decisions.Discard();
        alerts.Discard();
    }

    public void Commit()
    {
        decisions.Commit();
        alerts.Commit();
    }
}
