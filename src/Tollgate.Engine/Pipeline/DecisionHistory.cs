using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Labels;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Looks decisions up: by transaction id through the index, and the payments of an entity by following each decision's
/// pointer to the one before. Any thread.
/// </summary>
public sealed class DecisionHistory : IDisposable
{
    readonly TransactionIdHash hash;
    readonly TransactionIndex index;
    readonly LogReader events;
    readonly LogReader decisions;

    internal DecisionHistory(GateLogs logs)
    {
        (hash, index) = (logs.Hash, logs.Index);
        events = new(logs.Events);
        decisions = new(logs.DecisionLog);
        Labels = new(events);
    }

    /// <summary>Looks the labels of a transaction up.</summary>
    public LabelHistory Labels { get; }

    /// <summary>The transaction, or null when the gate has not decided one by that id.</summary>
    public DecidedTransaction? Find(string transactionId) => Find(Encoding.UTF8.GetBytes(transactionId));

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

    /// <summary>A decision with its transaction; null when retention or a repair has taken that.</summary>
    /// <param name="decision">The record of the decision, or of the alert with the same content.</param>
    internal DecidedTransaction? IfKept(LogRecord decision) =>
        events.ReadIfKept(new Decision(decision).EventOffset) is { } happened
            ? new(happened, decision.Frame.ToArray())
            : null;

    /// <inheritdoc cref="Find(string)"/>
    internal DecidedTransaction? Find(ReadOnlySpan<byte> id) =>
        index.Find(hash.Of(id)) is >= 0 and var offset ? At(offset, id) : null;

    /// <summary>The transaction that the index has found by an id, if it is the one.</summary>
    internal DecidedTransaction? At(long offset, ReadOnlySpan<byte> id) =>
        At(offset) is { } found && found.Transaction.TransactionId.SequenceEqual(id) ? found : null;

    /// <summary>Null when retention has taken the decision or its event: each log is cut at its own segments.</summary>
    DecidedTransaction? At(long offset)
    {
        if (decisions.ReadIfKept(offset) is not { } decision)
            return null;
        LogRecord.TryRead(decision, offset, out var record);
        return events.ReadIfKept(new Decision(record).EventOffset) is { } happened
            ? new(happened, decision)
            : null;
    }
}
