using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>Where the loop puts its decisions: the logs, or a comparison with what they hold.</summary>
interface IDecisionSink
{
    /// <summary>
    /// Offset at which the decision on an event stands, stood before a repair gave it up, or will stand; -1 when the
    /// log has no room for it. To be asked once an event, before its decision is written.
    /// </summary>
    long PlaceOf(long eventOffset);

    /// <summary>Room for a decision, written in place; follow with <see cref="Append"/>.</summary>
    Span<byte> Reserve(int length);

    /// <param name="of">The record that was decided.</param>
    /// <param name="by">The generation that decided it.</param>
    /// <param name="length">Bytes of the decision.</param>
    /// <returns>What is recorded: where that is another decision, it stays, as it was answered.</returns>
    DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length);
}
