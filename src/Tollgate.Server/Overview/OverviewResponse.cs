using System.Text.Json.Serialization;
using Tollgate.Server.Decisions;
using Tollgate.Server.Models;

namespace Tollgate.Server.Overview;

/// <summary>The gate at a glance.</summary>
/// <param name="Now">The server's clock.</param>
/// <param name="Decisions">Of the last 24 h.</param>
/// <param name="Rate">Decisions a second over the last 10 s.</param>
/// <param name="LatencyMs">Of the last minutes.</param>
/// <param name="Thresholds">Risks from which a payment is reviewed and blocked.</param>
/// <param name="Model">The one in force; null before the first.</param>
/// <param name="ColdStart">Null once there is a model.</param>
/// <param name="Series">The last 60 minutes, oldest first.</param>
sealed record OverviewResponse(
    DateTimeOffset Now,
    bool Demo,
    DecisionTally Decisions,
    double Rate,
    Latencies LatencyMs,
    OpenCases Cases,
    Thresholds Thresholds,
    ModelInForce? Model,
    FirstTrainingProgress? ColdStart,
    MinuteCounts[] Series);

sealed record DecisionTally(long Approve, long Review, long Block);

/// <summary>Milliseconds; null when nothing was decided lately.</summary>
sealed record Latencies(double? P50, double? P99, double? P999);

/// <param name="Opened24h">Opened in the last 24 h, whatever became of them.</param>
sealed record OpenCases(long Open, long Unassigned, [property: JsonPropertyName("opened_24h")] long Opened24h);

sealed record ModelInForce(string Name, int Version, int Generation);

sealed record MinuteCounts(DateTimeOffset Minute, int Approve, int Review, int Block);
