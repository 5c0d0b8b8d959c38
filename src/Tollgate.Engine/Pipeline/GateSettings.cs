using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <param name="Folder">The data folder; the logs and snapshots get folders in it.</param>
/// <param name="SnapshotEvery">Bytes of events between two snapshots.</param>
/// <param name="Retention">How long the log is kept; null = for ever.</param>
/// <param name="Queue">Submissions that may wait before the gate pushes back.</param>
public sealed record GateSettings(
    string Folder,
    Durability Durability = Durability.Os,
    long SnapshotEvery = 256L << 20,
    int Queue = 8192,
    int SegmentBytes = 64 << 20,
    TimeSpan? Retention = null)
{
    public const string Events = "events", Decisions = "decisions", Alerts = "fraud_alerts", Snapshots = "snapshots";

    public string EventsFolder => Path.Combine(Folder, Events);
    public string DecisionsFolder => Path.Combine(Folder, Decisions);
    public string AlertsFolder => Path.Combine(Folder, Alerts);
    internal string SnapshotsFolder => Path.Combine(Folder, Snapshots);
}

/// <summary>What the operator sets for all decisions; a change makes a new generation at the next start.</summary>
/// <param name="IdempotencyWindow">
/// How long an id is remembered, and an event may lag behind the watermark; null = 24 h.
/// </param>
public sealed record Policy(
    double Review,
    double Block,
    DecisionKind FallbackDecision,
    string BaseCurrency,
    IReadOnlyDictionary<string, decimal> Rates,
    TimeSpan? IdempotencyWindow = null)
{
    /// <summary>The generation by this policy that follows on another.</summary>
    /// <param name="features">Hash of the feature set.</param>
    internal GenerationConfig After(GenerationConfig? current, string features)
    {
        var window = (long)(IdempotencyWindow ?? TimeSpan.FromHours(24)).TotalMilliseconds;
        return new(
            (current?.Number ?? 0) + 1, current?.Model, Review, Block, FallbackDecision, features, BaseCurrency, Rates,
            window, EventTimes.LatenessOf(window));
    }
}
