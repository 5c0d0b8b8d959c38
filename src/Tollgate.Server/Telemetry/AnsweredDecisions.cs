using System.Diagnostics.Metrics;
using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Telemetry;

/// <summary>
/// Counts answered decisions. An instrument that is told of each would look its tags up for every payment; this one is
/// read when somebody asks.
/// </summary>
sealed class AnsweredDecisions
{
    static readonly DecisionKind[] Kinds = Enum.GetValues<DecisionKind>();

    readonly long[] fresh = new long[Kinds.Length], replayed = new long[Kinds.Length];

    public void Add(DecisionKind kind, bool isReplayed) =>
        Interlocked.Increment(ref (isReplayed ? replayed : fresh)[(int)kind]);

    /// <summary>Of those kinds that there were.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        foreach (var kind in Kinds)
        {
            if (Volatile.Read(ref fresh[(int)kind]) is > 0 and var first)
                yield return Of(first, kind, "false");
            if (Volatile.Read(ref replayed[(int)kind]) is > 0 and var again)
                yield return Of(again, kind, "true");
        }
    }

    static Measurement<long> Of(long count, DecisionKind kind, string isReplayed) => new(
        count, new KeyValuePair<string, object?>("decision", kind.Name()),
        new KeyValuePair<string, object?>("replayed", isReplayed));
}
