using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <param name="Folder">The data folder; the logs and snapshots get folders in it.</param>
/// <param name="IdempotencyWindow">How long an id is remembered, and an event may lag behind the watermark.</param>
/// <param name="SnapshotEvery">Bytes of events between two snapshots.</param>
/// <param name="Retention">How long the log is kept; null = for ever.</param>
/// <param name="Queue">Submissions that may wait before the gate pushes back.</param>
public sealed record GateSettings(
    string Folder,
    Durability Durability = Durability.Os,
    TimeSpan? IdempotencyWindow = null,
    long SnapshotEvery = 256L << 20,
    int Queue = 8192,
    int SegmentBytes = 64 << 20,
    TimeSpan? Retention = null)
{
    public const string Events = "events", Decisions = "decisions", Alerts = "fraud_alerts", Snapshots = "snapshots";

    internal long Window { get; } = (long)(IdempotencyWindow ?? TimeSpan.FromHours(24)).TotalMilliseconds;

    public string EventsFolder => Path.Combine(Folder, Events);
    public string DecisionsFolder => Path.Combine(Folder, Decisions);
    public string AlertsFolder => Path.Combine(Folder, Alerts);
    internal string SnapshotsFolder => Path.Combine(Folder, Snapshots);
}

/// <summary>What the operator sets for all decisions; a change makes a new generation at the next start.</summary>
public sealed record Policy(
    double Review,
    double Block,
    DecisionKind FallbackDecision,
    string BaseCurrency,
    IReadOnlyDictionary<string, decimal> Rates);
