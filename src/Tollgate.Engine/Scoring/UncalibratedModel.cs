using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Scoring;

/// <summary>
/// A trained model that scores but does not know yet how rare a score is. The scores of the reference period make an
/// <see cref="AnomalyModel"/> of it; so the period may be larger than the memory.
/// </summary>
public sealed class UncalibratedModel
{
    readonly IsolationForest forest;
    readonly string featureSetHash;
    readonly string[] featureNames;
    readonly ulong seed;

    UncalibratedModel(IsolationForest forest, string featureSetHash, string[] featureNames, ulong seed) =>
        (this.forest, this.featureSetHash, this.featureNames, this.seed) = (forest, featureSetHash, featureNames, seed);

    /// <param name="featureSetHash">Hash of the feature set.</param>
    /// <param name="featureNames">One a column.</param>
    /// <param name="rows">Row-major, at least two; NaN = absent.</param>
    /// <param name="settings">Trees, sample size, seed.</param>
    /// <exception cref="ArgumentException">The rows are not whole rows, or fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting or the number of features is out of range.</exception>
    public static UncalibratedModel Train(
        string featureSetHash, IReadOnlyList<string> featureNames, ReadOnlySpan<double> rows, ForestSettings settings)
    {
        var forest = IsolationForest.Train(rows, featureNames.Count, settings);
        return new(forest, featureSetHash, [.. featureNames], settings.Seed);
    }

    /// <summary>As <see cref="AnomalyModel.Score(ReadOnlySpan{double})"/> will answer.</summary>
    public double Score(ReadOnlySpan<double> row) => forest.Score(row);

    /// <summary>As the <see cref="AnomalyModel"/> will answer for many rows at once.</summary>
    public void Score(ReadOnlySpan<double> rows, Span<double> scores) => forest.Score(rows, scores);

    /// <param name="scores">Of the reference period, or of an even sample of it.</param>
    /// <param name="trainedRows">Rows of the training period.</param>
    /// <param name="fromMs">Start of the training period, Unix milliseconds.</param>
    /// <param name="toMs">End of the training period, Unix milliseconds.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public AnomalyModel Calibrate(ReadOnlySpan<double> scores, long trainedRows, long fromMs, long toMs) =>
        new(forest, RiskScale.Fit(scores))
        {
            FeatureSetHash = featureSetHash,
            FeatureNames = featureNames,
            TrainedFromMs = fromMs,
            TrainedToMs = toMs,
            TrainedRows = trainedRows,
            Seed = seed,
        };
}
