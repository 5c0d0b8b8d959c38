using Tollgate.Server.Decisions;

namespace Tollgate.Server.Transactions;

/// <summary>The shape of what is kept of a transaction.</summary>
sealed record TransactionResponse(
    TransactionRequest Transaction, DecisionResponse Decision, Guid? CaseId, LabelResponse[] Labels);

/// <param name="Label">fraud or genuine.</param>
sealed record LabelResponse(string Label, DateTimeOffset ReportedAt, string Source);
