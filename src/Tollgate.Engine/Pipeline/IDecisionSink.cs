using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <summary>Where the loop puts its decisions: the logs, or a comparison with them.</summary>
interface IDecisionSink
{
    /// <summary>
    /// Offset at which the decision on an event stands or will stand; -1 when the log has lost it. To be asked once an
    /// event, before its decision is written.
    /// </summary>
    long PlaceOf(long eventOffset);

    /// <summary>Room for a decision, written in place; follow with <see cref="Append"/>.</summary>
    Span<byte> Reserve(int length);

    /// <param name="of">The record that was decided.</param>
    /// <param name="length">Bytes of the decision.</param>
    void Append(LogRecord of, DecisionKind kind, int length);
}
