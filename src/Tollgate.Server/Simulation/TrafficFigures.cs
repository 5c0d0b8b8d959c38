using System.Text.Json;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Simulation;

/// <summary>What became of the payments that were sent. Any thread.</summary>
sealed class TrafficFigures
{
    readonly Lock guard = new();
    readonly long[] kinds = new long[3];
    readonly List<double> latencies = [];

    public long Sent { get; private set; }
    public long Refused { get; private set; }
    public long Duplicates { get; private set; }

    /// <summary>The first refusal or failure, in the gate's words.</summary>
    public string? FirstRefusal { get; private set; }

    public void Decided(ReadOnlySpan<byte> answer, TimeSpan took)
    {
        var kind = KindIn(answer);
        lock (guard)
        {
            Sent++;
            kinds[(int)kind]++;
            latencies.Add(took.TotalMilliseconds);
        }
    }

    /// <summary>A payment that was sent twice got its second answer.</summary>
    public void Replayed()
    {
        lock (guard)
            Duplicates++;
    }

    public void Refuse(string sentence)
    {
        lock (guard)
        {
            Sent++;
            Refused++;
            FirstRefusal ??= sentence;
        }
    }

    public TrafficSummary Summary(double seconds, long repeated)
    {
        lock (guard)
        {
            var sorted = latencies.Order().ToArray();
            return new TrafficSummary(
                Sent, kinds[0], kinds[1], kinds[2], Refused, Duplicates, FirstRefusal, repeated, Math.Round(seconds, 2),
                At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), At(sorted, 1));
        }
    }

    // Nearest rank.
    static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 3);

    static DecisionKind KindIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("decision"u8))
                continue;
            reader.Read();
            for (var kind = DecisionKind.Approve; kind <= DecisionKind.Block; kind++)
            {
                if (reader.ValueTextEquals(kind.Name()))
                    return kind;
            }
        }
        throw new JsonException("The gate's answer holds no decision.");
    }
}

/// <param name="Sent">Payments that got an answer.</param>
/// <param name="Duplicates">Answers on payments that were sent a second time, beside those on the first.</param>
/// <param name="Repeated">Calls made again because the gate was full or could not be reached.</param>
/// <param name="P50">Milliseconds from the call to its answer, repeats included; nearest rank.</param>
sealed record TrafficSummary(
    long Sent, long Approve, long Review, long Block, long Refused, long Duplicates, string? FirstRefusal,
    long Repeated, double Seconds, double P50, double P95, double P99, double Longest)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Line =>
        $"{Sent:N0} payments: {Approve:N0} approve, {Review:N0} review, {Block:N0} block, {Refused:N0} refused; "
        + $"{P50:0.0} ms p50, {P95:0.0} p95, {P99:0.0} p99, {Longest:0.0} at most"
        + (Duplicates > 0 ? $"; {Duplicates:N0} sent twice" : "")
        + (Repeated > 0 ? $"; {Repeated:N0} calls repeated" : "")
        + (FirstRefusal is null ? "." : $"\nFirst refusal: {FirstRefusal}");
}
