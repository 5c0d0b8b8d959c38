using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// The logs of decisions and of alerts. Their bytes are a function of the events, so after a crash the loop decides
/// the tail of the events again, and what the logs hold already is passed over.
/// </summary>
sealed class DecisionLogs(FileLog decisions, FileLog alerts, long decisionsAt, long alertsAt) : IDecisionSink
{
    long decisionsAt = decisionsAt;

    public long Next => decisionsAt;

    public long NextAlert { get; private set; } = alertsAt;

    /// <summary>
    /// Cuts off what goes on where the events have ended. A power failure can leave that: each log loses its own share
    /// of what the disk had not got yet. A decision about an event that is gone is gone as well.
    /// </summary>
    public void CutBackToTheEvents()
    {
        if (decisions.End > decisionsAt)
            decisions.CutBack(decisionsAt);
        if (alerts.End > NextAlert)
            alerts.CutBack(NextAlert);
    }

    /// <summary>The frames of the decisions that are not committed yet.</summary>
    public ReadOnlySpan<byte> Uncommitted => decisions.Uncommitted;

    public Span<byte> Reserve(int length) => decisions.Reserve(length);

    public void Append(LogRecord of, DecisionKind kind, int length)
    {
        if (kind != DecisionKind.Approve && !of.Flags.HasFlag(RecordFlags.Silent))
        {
            if (NextAlert >= alerts.Next)
                alerts.Append(RecordKind.Decision, of.Flags, of.AppendTime, decisions.Reserve(length)[..length]);
            NextAlert += LogRecord.PayloadAt + length;
        }
        if (decisionsAt >= decisions.Next)
            decisions.AppendReserved(RecordKind.Decision, of.Flags, of.AppendTime, length);
        decisionsAt += LogRecord.PayloadAt + length;
    }

    public void Commit()
    {
        decisions.Commit();
        alerts.Commit();
    }
}
