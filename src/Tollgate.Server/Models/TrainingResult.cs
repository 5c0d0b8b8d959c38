using Tollgate.Engine.Scoring;

namespace Tollgate.Server.Models;

/// <summary>A trained model that is not registered yet, and the figures of its report.</summary>
/// <param name="Metrics">
/// rows, sampled_rows; share_review and share_block, of the period's payments at or above the thresholds; labelled and
/// frauds; where both kinds are there auc_roc and average_precision. An unlabelled payment counts as genuine.
/// </param>
sealed record TrainingResult(AnomalyModel Model, IReadOnlyDictionary<string, double> Metrics);
