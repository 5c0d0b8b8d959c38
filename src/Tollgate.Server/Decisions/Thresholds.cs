namespace Tollgate.Server.Decisions;

/// <summary>Risks from which a payment is reviewed and blocked.</summary>
sealed record Thresholds(double Review, double Block);
