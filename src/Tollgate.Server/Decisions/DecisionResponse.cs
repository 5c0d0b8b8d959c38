namespace Tollgate.Server.Decisions;

/// <summary>The shape of a decision, for the API's description; <see cref="DecisionJson"/> writes it.</summary>
/// <param name="Decision">approve, review or block.</param>
/// <param name="Risk">0 to 1: the share of payments less unusual than this one; null without a model.</param>
/// <param name="Scores">Model → its raw score.</param>
/// <param name="Features">With ?explain=full only.</param>
/// <param name="Generation">Number of the configuration that decided.</param>
/// <param name="Late">Whether the payment came behind the watermark.</param>
/// <param name="Degraded">What was lacking: no_model, model_failed, features.</param>
sealed record DecisionResponse(
    string TransactionId,
    string UserId,
    string Decision,
    double? Risk,
    Dictionary<string, double> Scores,
    Reason[] Reasons,
    int Generation,
    bool Late,
    string[] Degraded,
    DateTimeOffset DecidedAt,
    Dictionary<string, double?>? Features = null);
