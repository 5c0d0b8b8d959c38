using System.Text.Json;
using Tollgate.Server.Transactions;

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

/// <summary>The shape of what is kept of a transaction.</summary>
sealed record TransactionResponse(
    TransactionRequest Transaction, DecisionResponse Decision, Guid? CaseId, LabelBody[] Labels);

/// <param name="Label">fraud or genuine.</param>
sealed record LabelBody(string Label, DateTimeOffset ReportedAt, string Source);

/// <summary>The shape of the answer to labels.</summary>
sealed record LabelsResponse(int Accepted, int Unchanged, RejectedLabelBody[] Rejected);

/// <param name="Index">Of the label in the array, from 0.</param>
/// <param name="Error">A problem.</param>
sealed record RejectedLabelBody(int Index, string? TransactionId, Dictionary<string, JsonElement> Error);
