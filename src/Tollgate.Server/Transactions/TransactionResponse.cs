using Tollgate.Server.Decisions;

namespace Tollgate.Server.Transactions;

/// <summary>The shape of what is kept of a transaction.</summary>
sealed record TransactionResponse(
    TransactionRequest Transaction, DecisionResponse Decision, Guid? CaseId, LabelResponse[] Labels);

/// <param name="Label">fraud or genuine.</param>
/// <param name="Source">
/// analyst:NAME for a person who labelled this payment, case:NAME for one who closed its case, machine:NAME for another
/// system, import, or simulation.
/// </param>
sealed record LabelResponse(string Label, DateTimeOffset ReportedAt, string Source);
