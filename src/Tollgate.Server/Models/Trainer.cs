using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Models;

/// <summary>
/// Trains an isolation forest on a gate's own logs in fixed memory: one pass draws the rows of the forest, a second
/// scores all payments of the period for the risk scale. Same logs, period and settings, same model.
/// </summary>
static class Trainer
{
    /// <summary>Fewer payments than one tree looks at say little about what is usual.</summary>
    public const int LeastRows = 256;

    const int ForestRows = 100_000;
    const int ScaleRows = 1_000_000;

    /// <param name="gate">Names the folder of the logs; the gate may be running.</param>
    /// <param name="from">Event time, inclusive.</param>
    /// <param name="to">Event time, inclusive.</param>
    /// <param name="thresholds">Risks from which a payment is reviewed and blocked, for the report.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <exception cref="TrainingException">The period holds too few payments.</exception>
    /// <exception cref="IOException">A log is damaged or not there.</exception>
    public static TrainingResult Train(
        GateSettings gate,
        DateTimeOffset from,
        DateTimeOffset to,
        ForestSettings settings,
        (double Review, double Block) thresholds,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        var set = DefaultFeatures.Set;
        var period = new TrainingPeriod(gate, set, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var sample = new ReservoirSample(ForestRows, set.ModelInputs.Length, settings.Seed);
        period.ForEach((row, _) => sample.Add(row), done => progress?.Report(done * 0.4), cancellation);
        if (sample.Seen < LeastRows)
        {
            throw new TrainingException(
                $"There are {sample.Seen} payments from {Rfc3339.Text(from.ToUnixTimeMilliseconds())} to " +
                $"{Rfc3339.Text(to.ToUnixTimeMilliseconds())}; a model needs at least {LeastRows}.");
        }
        var trained = UncalibratedModel.Train(set.Hash, set.ModelInputNames, sample.Rows, settings);

        var labels = period.Labels(cancellation);
        var scored = new ReservoirSample(ScaleRows, 2, settings.Seed);
        period.ForEach(
            (row, id) => scored.Add([trained.Score(row), IsFraud(labels, id) ? 1 : 0]),
            done => progress?.Report(0.4 + (done * 0.6)), cancellation);
        var (scores, frauds) = Split(scored.Rows);
        var model = trained.Calibrate(scores, sample.Seen, period.Range.First, period.Range.Last);
        progress?.Report(1);
        return new TrainingResult(model, Report(model, scores, frauds, thresholds, sample.Count, labels.Count));
    }

    static bool IsFraud(Dictionary<string, LabelKind> labels, ReadOnlySpan<byte> id) =>
        labels.Count > 0
        && labels.TryGetValue(System.Text.Encoding.UTF8.GetString(id), out var kind) && kind == LabelKind.Fraud;

    static (double[] Scores, bool[] Frauds) Split(ReadOnlySpan<double> rows)
    {
        var scores = new double[rows.Length / 2];
        var frauds = new bool[scores.Length];
        for (var i = 0; i < scores.Length; i++)
            (scores[i], frauds[i]) = (rows[2 * i], rows[(2 * i) + 1] > 0);
        return (scores, frauds);
    }

    static Dictionary<string, double> Report(
        AnomalyModel model,
        double[] scores,
        bool[] frauds,
        (double Review, double Block) thresholds,
        int sampled,
        int labelled)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["rows"] = model.TrainedRows,
            ["sampled_rows"] = sampled,
            ["share_review"] = ShareAbove(thresholds.Review),
            ["share_block"] = ShareAbove(thresholds.Block),
        };
        if (labelled == 0)
            return metrics;
        metrics["labelled"] = labelled;
        metrics["frauds"] = frauds.Count(fraud => fraud);
        if (RankingQuality.Of(scores, frauds) is not { } quality)
            return metrics;
        metrics["auc_roc"] = quality.AucRoc;
        metrics["average_precision"] = quality.AveragePrecision;
        return metrics;

        double ShareAbove(double gate) =>
            (double)scores.Count(score => model.RiskOf(score) >= gate) / scores.Length;
    }
}
