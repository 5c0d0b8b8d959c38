using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Cases.Queries;

/// <summary>All that is known of a case.</summary>
sealed class CaseDetailResponse : CaseSummary
{
    /// <summary>For who reads the JSON.</summary>
    [JsonConstructor]
    internal CaseDetailResponse()
    {
    }

    /// <summary>All but what comes by pages.</summary>
    [SetsRequiredMembers]
    internal CaseDetailResponse(Case from, DecisionExplanation explanation) : base(from)
    {
        var generation = explanation.Made;
        (Transactions, Evidence, Comments, History) = ([], [], [], []);
        Features = explanation.Features;
        Usual = explanation.Usual;
        FeatureTexts = explanation.Texts;
        Thresholds = new(generation.Config.Review, generation.Config.Block);
        Generation = generation.Config.Number;
        Model = generation.Config.Model is { } model ? $"{model.Name} v{model.Version}" : null;
        Score = explanation.Score;
        UsualScore = generation.Model?.UsualScore;
    }

    /// <summary>Its newest 50 payments, newest first.</summary>
    public required List<CaseTransactionResponse> Transactions { get; init; }

    /// <summary>For the page of transactions behind these; null when these are all.</summary>
    public required string? TransactionsCursor { get; init; }

    /// <summary>The severest payment, which need not be among the newest; null when the case has none.</summary>
    public required CaseTransactionResponse? Severest { get; init; }

    /// <summary>Other payments of the user, newest first, at most 50.</summary>
    public required List<CaseTransactionResponse> Evidence { get; init; }

    /// <summary>Feature values of the severest payment, by name.</summary>
    public required Dictionary<string, double?> Features { get; init; }

    /// <summary>What the model finds usual; null for a feature it does not see.</summary>
    public required Dictionary<string, double?> Usual { get; init; }

    /// <summary>The values in an analyst's words.</summary>
    public required Dictionary<string, string> FeatureTexts { get; init; }

    /// <summary>The thresholds of the generation that decided the severest payment.</summary>
    public required Thresholds Thresholds { get; init; }

    public required int Generation { get; init; }

    /// <summary>Kind and version, such as "isolation-forest v14"; null when there was none.</summary>
    public required string? Model { get; init; }

    /// <summary>The model's score of the severest payment, and of a usual one.</summary>
    public required double? Score { get; init; }

    public required double? UsualScore { get; init; }

    /// <summary>The newest 50, oldest first.</summary>
    public required List<CommentResponse> Comments { get; init; }

    /// <summary>For the page of comments before these; null when these are all.</summary>
    public required string? CommentsCursor { get; init; }

    /// <summary>What was done, the newest 50 lines, oldest first.</summary>
    public required List<HistoryLine> History { get; init; }

    /// <summary>For the page of history before these; null when these are all.</summary>
    public required string? HistoryCursor { get; init; }
}

/// <summary>What someone wrote on a case.</summary>
/// <param name="Author">User name, or the name of a machine key.</param>
sealed record CommentResponse(Guid Id, string Author, string Text, DateTimeOffset At)
{
    public static CommentResponse Of(CaseComment from) => new(from.Id, from.Author, from.Text, from.At);
}

/// <summary>Who did what to a case.</summary>
/// <param name="Id">Rises.</param>
/// <param name="Actor">User name, name of a machine key, or gate.</param>
/// <param name="From">
/// joined: payments before; moved_in: the case that had it; moved_out: the payment; else what was before.
/// </param>
/// <param name="To">
/// joined: payments after; reported, decided, moved_in: the payment; moved_out: the case that has it; else what came.
/// </param>
sealed record HistoryLine(
    long Id,
    DateTimeOffset At,
    string Actor,
    [property: AllowedValues(
        CaseEvent.Opened, CaseEvent.Status, CaseEvent.Assigned, CaseEvent.Reported, CaseEvent.Commented,
        CaseEvent.Joined, CaseEvent.Decided, CaseEvent.MovedIn, CaseEvent.MovedOut)]
    string Action,
    string? From,
    string? To)
{
    public static HistoryLine Of(CaseEvent from) => new(
        from.Id, from.At, from.Actor, from.Action, from.From, from.To);
}
