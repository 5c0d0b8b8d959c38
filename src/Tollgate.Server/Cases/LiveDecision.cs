using Tollgate.Engine.Decisions;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Cases;

/// <summary>A risky decision, as the live feed tells it.</summary>
sealed record LiveDecision(
    string TransactionId,
    string UserId,
    DecisionKind Decision,
    double? Risk,
    long? AmountMinor,
    string? Currency,
    ReasonJson Reasons,
    DateTimeOffset DecidedAt)
{
    public static LiveDecision Of(string userId, CaseTransaction from) => new(
        from.TransactionId, userId, from.Decision, from.Risk, from.AmountMinor, from.Currency, new(from.Reasons),
        from.DecidedAt);
}
