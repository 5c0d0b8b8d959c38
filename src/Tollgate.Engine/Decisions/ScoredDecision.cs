namespace Tollgate.Engine.Decisions;

/// <param name="Risk">0 to 1, or NaN without a score.</param>
/// <param name="Reasons">How many reasons the decision carries.</param>
readonly record struct ScoredDecision(
    DecisionKind Kind, DecisionFlags Flags, double Score, double Risk, int Reasons);
