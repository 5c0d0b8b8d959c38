using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>
/// Reads the ids of a range of the decisions. Each stands in the event of its decision, so that both logs are read,
/// side by side.
/// </summary>
/// <param name="from">Offset of a decision.</param>
/// <param name="to">Offset of a decision, or the end of their log.</param>
sealed class DecidedIds(FileLog events, FileLog decisions, TransactionIdHash hash, long from, long to) : IDisposable
{
    readonly LogCursor decided = decisions.OpenCursor(from);
    readonly LogReader single = new(events);
    LogCursor? happened;

    /// <summary>The next id whose event is still kept.</summary>
    /// <param name="entry">With the offset of the decision, and the later one of event time and append time.</param>
    /// <exception cref="LogException">A log is damaged, or has no such event.</exception>
    public bool TryRead(out (UInt128 Id, long Offset, long KeptUntil) entry)
    {
        while (decided.Offset < to && decided.TryRead(out var decision) && decision.Offset < to)
        {
            if (!TryReadEvent(new Decision(decision).EventOffset, out var record))
                continue;
            var transaction = new Transaction(record.Payload);
            var keptUntil = Math.Max(transaction.EventTime, decision.AppendTime);
            entry = (hash.Of(transaction.TransactionId), decision.Offset, keptUntil);
            return true;
        }
        entry = default;
        return false;
    }

    public void Dispose()
    {
        decided.Dispose();
        single.Dispose();
        happened?.Dispose();
    }

    /// <summary>False when retention or a repair has taken the event.</summary>
    bool TryReadEvent(long offset, out LogRecord record)
    {
        record = default;
        if (offset < events.FirstOffset)
            return false;
        happened ??= events.OpenCursor(offset);
        while (happened.TryPeek(out record) && record.Offset <= offset)
        {
            if (record.Offset == offset)
                return true;
            happened.TryRead(out _);
        }
        // It is not where its decision says: a repair has given it up, or this throws.
        if (single.ReadIfKept(offset) is not { } frame)
            return false;
        record = LogRecord.Trusted(frame, offset);
        return true;
    }
}
