using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Upkeep;

/// <summary>
/// Deletes events that are older than the retention and that no snapshot needs, and the decisions on them.
/// <para>
/// A clock that is set wrong must not take a log away, so that no clock is believed alone: it is no later than the
/// newest payment, whose time counts only as far as both the clock of its terminal and the one here had come; and an
/// event is as new as the later one of the two says.
/// </para>
/// </summary>
/// <param name="running">Held by whoever runs the gate.</param>
/// <param name="wake">Has the gate's thread look for what was submitted while somebody else held that.</param>
sealed class Retention(
    GateSettings settings, TimeProvider clock, GateLogs logs, Lock running, Action wake, Action<GateFault> report)
{
    const long Day = 86_400_000;

    bool isWithheld;

    /// <summary>To be called when a snapshot is finished, and not by whoever runs the gate.</summary>
    /// <param name="watermark">As of the snapshot.</param>
    public void Apply(Watermark watermark)
    {
        if (settings.Retention is not { } kept || watermark == Watermark.None
            || Snapshot.OldestOffset(settings.SnapshotsFolder) is not { } needed)
        {
            return;
        }
        var newest = watermark.Newest;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var span = (long)kept.TotalMilliseconds;
        var first = FirstEvent(needed, Math.Min(now, newest) - span);
        TellWithheld(now > newest + Day && FirstEvent(needed, now - span) > first, now, newest);
        var (decisions, alerts) = (FirstOn(logs.DecisionLog, first), FirstOn(logs.Alerts, first));
        try
        {
            lock (running)
                logs.Forget(first, decisions, alerts);
        }
        finally
        {
            wake(); // whoever found the gate busy meanwhile relies on it
        }
        logs.DeleteForgotten();
    }

    /// <summary>First offset of the oldest segment that is needed, or that holds something newer than a time.</summary>
    long FirstEvent(long needed, long olderThan) => FirstToKeep(
        logs.Events, next => next.Offset <= needed && TimeOf(next) < olderThan);

    /// <summary>First offset of the oldest segment that holds a decision on an event that is kept.</summary>
    static long FirstOn(FileLog log, long firstEvent) => FirstToKeep(
        log, next => new Decision(next).EventOffset <= firstEvent);

    /// <param name="isOld">Whether all is to go that stands before the first record of a segment.</param>
    static long FirstToKeep(FileLog log, Func<LogRecord, bool> isOld)
    {
        var starts = log.SegmentStarts;
        for (var i = 1; i < starts.Length; i++)
        {
            using var cursor = log.OpenCursor(starts[i]);
            if (!cursor.TryRead(out var record) || !isOld(record))
                return starts[i - 1];
        }
        return starts[^1];
    }

    static long TimeOf(LogRecord record) => record.Kind == RecordKind.Transaction
        ? Math.Max(record.AppendTime, new Transaction(record.Payload).EventTime)
        : record.AppendTime;

    void TellWithheld(bool withheld, long now, long newest)
    {
        if (withheld && !isWithheld)
        {
            report(new(GateFaultKind.RetentionWithheld, new InvalidOperationException(
                $"The clock says {Rfc3339.Text(now)}, but the newest payment is of {Rfc3339.Text(newest)}: " +
                "what is deleted goes by that time.")));
        }
        isWithheld = withheld;
    }
}
