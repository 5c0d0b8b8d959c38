using System.Text;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>What a query may read of the loop. A ref struct, so that nobody can keep it beyond the query.</summary>
public readonly ref struct LoopView
{
    readonly DecisionLoop loop;

    internal LoopView(DecisionLoop loop) => this.loop = loop;

    /// <summary>Events at or before this time are late, Unix ms.</summary>
    public long Watermark => loop.Watermark.Time;

    /// <summary>Transactions that came from live traffic, not from a file of history.</summary>
    public long LiveTransactions => loop.LiveTransactions;

    /// <summary>Decisions of the last 24 hours by minute and kind.</summary>
    public DecisionCounts Counts => loop.Counts;

    /// <summary>The label that holds, or null.</summary>
    public CurrentLabel? LabelOf(string transactionId) => loop.Labels.Find(Encoding.UTF8.GetBytes(transactionId));

    /// <summary>Offset of the newest decision about an entity, or -1.</summary>
    public long LastDecisionOf(EntityKind kind, ReadOnlySpan<byte> id) => loop.Features.LastDecisionOf(kind, id);
}
