using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Cases.Queries;

/// <summary>A case as lists and the live feed show it.</summary>
class CaseSummary
{
    /// <summary>For who reads the JSON.</summary>
    [JsonConstructor]
    protected internal CaseSummary()
    {
    }

    [SetsRequiredMembers]
    internal CaseSummary(Case from)
    {
        Id = from.Id;
        UserId = from.UserId;
        Status = from.Status;
        Risk = from.Risk < 0 ? null : from.Risk;
        Decision = from.Decision;
        TransactionId = from.TransactionId;
        AmountMinor = from.AmountMinor;
        Currency = from.Currency;
        Reasons = new(from.Reasons);
        TransactionCount = from.TransactionCount;
        Assignee = from.Assignee;
        Source = from.Source;
        OpenedAt = from.OpenedAt;
        UpdatedAt = from.UpdatedAt;
        ClosedAt = from.ClosedAt;
        Version = from.Version;
        Late = from.Flags.HasFlag(DecisionFlags.Late);
        Degraded = from.Flags == DecisionFlags.None ? [] : from.Flags.Degraded();
    }

    public required Guid Id { get; init; }
    public required string UserId { get; init; }
    public required CaseStatus Status { get; init; }

    /// <summary>Of the severest payment, 0 to 1; null when nothing could score it.</summary>
    public required double? Risk { get; init; }

    /// <summary>Review or block.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>
    /// The severest payment; empty when the case has none, as its only one turned out to be another user's.
    /// </summary>
    public required string TransactionId { get; init; }

    /// <summary>Minor units; null when another system reported the payment and the gate never saw it.</summary>
    public required long? AmountMinor { get; init; }

    public required string? Currency { get; init; }
    public required ReasonJson Reasons { get; init; }
    public required int TransactionCount { get; init; }
    public required string? Assignee { get; init; }

    /// <summary>gate, or the name of the machine key that reported the first payment.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Rises with every change: of two states of a case the one of the higher version is newer.</summary>
    public required int Version { get; init; }

    /// <summary>Whether the payment came behind the watermark.</summary>
    public required bool Late { get; init; }

    /// <summary>What the decision lacked.</summary>
    [AllowedValues("no_model", "model_failed", "features")]
    public required IEnumerable<string> Degraded { get; init; }
}
