using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Idempotency;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Looks decisions up: by transaction id through the index, and the payments of an entity by following each decision's
/// pointer to the one before. Any thread.
/// </summary>
public sealed class DecisionHistory(GateSettings settings, TransactionIdHash hash, TransactionIndex index) : IDisposable
{
    readonly LogReader events = new(settings.EventsFolder);
    readonly LogReader decisions = new(settings.DecisionsFolder);

    /// <summary>The transaction, or null when the gate has not decided one by that id.</summary>
    public DecidedTransaction? Find(string transactionId) => Find(Encoding.UTF8.GetBytes(transactionId), long.MinValue);

    /// <summary>A record of the events, by its offset.</summary>
    public byte[] EventAt(long offset) => events.Read(offset);

    /// <summary>The same, or null when retention has taken it.</summary>
    public byte[]? EventIfKept(long offset) => events.ReadIfKept(offset);

    /// <summary>The payments of an entity, newest first, from a decision backwards, as far as they are kept.</summary>
    /// <param name="from">Offset of the newest decision, or -1 for none.</param>
    public IEnumerable<DecidedTransaction> WalkBack(EntityKind kind, long from)
    {
        while (from >= 0 && At(from) is { } at)
        {
            yield return at;
            from = at.Decision.Previous(kind);
        }
    }

    public void Dispose()
    {
        events.Dispose();
        decisions.Dispose();
    }

    internal UInt128 HashOf(ReadOnlySpan<byte> id) => hash.Of(id);

    /// <param name="newerThan">Decisions made before this time, Unix ms, need not be found.</param>
    internal DecidedTransaction? Find(ReadOnlySpan<byte> id, long newerThan)
    {
        var offset = index.Find(hash.Of(id), newerThan);
        return offset >= 0 && At(offset) is { } found && found.Decision.TransactionId.SequenceEqual(id) ? found : null;
    }

    /// <summary>Null when retention has taken the decision or its event: each log is cut at its own segments.</summary>
    DecidedTransaction? At(long offset)
    {
        if (decisions.ReadIfKept(offset) is not { } decision)
            return null;
        LogRecord.TryRead(decision, offset, out var record);
        return events.ReadIfKept(new Decision(record.Payload).EventOffset) is { } happened
            ? new(happened, decision, offset)
            : null;
    }
}
