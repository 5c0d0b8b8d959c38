using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>Where the loop puts its decisions: the logs, or a comparison with them.</summary>
interface IDecisionSink
{
    /// <summary>Offset that the next decision gets.</summary>
    long Next { get; }

    /// <summary>Room for a decision, written in place; follow with <see cref="Append"/>.</summary>
    Span<byte> Reserve(int length);

    /// <param name="of">The record that was decided.</param>
    /// <param name="length">Bytes of the decision.</param>
    void Append(LogRecord of, DecisionKind kind, int length);
}
