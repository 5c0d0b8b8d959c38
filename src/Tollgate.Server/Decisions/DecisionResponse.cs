using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

// The shapes that DecisionJson and BatchLine write by hand; a test holds them together.

/// <summary>What the gate decided on a payment, and why.</summary>
/// <param name="Risk">0 to 1: the share of payments less unusual than this one; null without a model.</param>
/// <param name="Scores">Model → its raw score.</param>
/// <param name="Reasons">Strongest first; none for an approved payment unless asked by ?explain=full.</param>
/// <param name="Generation">Number of the configuration that decided.</param>
/// <param name="Late">Whether the payment came behind the watermark.</param>
/// <param name="Degraded">What was lacking.</param>
/// <param name="Features">Name → value, null where there is none; with ?explain=full only.</param>
sealed record DecisionResponse(
    string TransactionId,
    string UserId,
    DecisionKind Decision,
    double? Risk,
    Dictionary<string, double> Scores,
    Reason[] Reasons,
    int Generation,
    bool Late,
    [property: AllowedValues("no_model", "model_failed", "features")] string[] Degraded,
    DateTimeOffset DecidedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    Dictionary<string, double?>? Features = null);

/// <summary>A line of a batch that could not be decided.</summary>
/// <param name="Line">Counted from 1, empty lines included.</param>
/// <param name="TransactionId">As far as it could be read.</param>
sealed record BatchErrorResponse(
    int Line,
    ProblemResponse Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TransactionId = null);
