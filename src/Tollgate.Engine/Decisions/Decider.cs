using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Scores payments by their features, all of a batch together; then applies the generation's policy to one after the
/// other and finds the reasons of the risky ones. One thread.
/// </summary>
/// <param name="capacity">Most payments of a batch.</param>
public sealed class Decider(FeatureSet features, int capacity = 1)
{
    /// <summary>Reasons that raise the risk and reasons that lower it, at most.</summary>
    public const int MaxRaising = 6, MaxLowering = 2;

    /// <summary>A contribution below this share of the largest is not worth a line.</summary>
    const double WorthALine = 0.02;

    readonly int width = features.ModelInputs.Length;
    readonly double[] inputs = new double[capacity * features.ModelInputs.Length];
    readonly double[] scores = new double[capacity];
    readonly double[] contributions = new double[features.ModelInputs.Length];
    readonly int[] order = new int[features.ModelInputs.Length];
    int reasons;

    /// <summary>What the model threw last, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="values">The features of the payments, one payment after the other.</param>
    internal void Score(Generation generation, ReadOnlySpan<double> values, int rows)
    {
        for (var row = 0; row < rows; row++)
            TakeInputs(row, values.Slice(row * features.Count, features.Count));
        if (generation.Model is { } model)
            Score(model, rows);
    }

    /// <summary>The decision on a payment that was scored; for a risky one its reasons are found too.</summary>
    internal ScoredDecision Decide(Generation generation, int row, bool late)
    {
        var flags = late ? DecisionFlags.Late : DecisionFlags.None;
        reasons = 0;
        if (generation.Config.Model is null)
            return new(DecisionKind.Approve, flags | DecisionFlags.NoModel, double.NaN, double.NaN, 0);

        if (generation.Model is not { } model || !double.IsFinite(scores[row]))
        {
            flags |= DecisionFlags.ModelFailed;
            return new(generation.Config.FallbackDecision, flags, double.NaN, double.NaN, 0);
        }

        var risk = model.RiskOf(scores[row]);
        var kind = risk >= generation.Config.Block ? DecisionKind.Block
            : risk >= generation.Config.Review ? DecisionKind.Review
            : DecisionKind.Approve;
        if (kind != DecisionKind.Approve)
            ExplainRisky(model, row);
        return new(kind, flags, scores[row], risk, reasons);
    }

    /// <summary>Finds the reasons of a payment whatever its decision.</summary>
    public int Explain(Generation generation, ReadOnlySpan<double> values)
    {
        TakeInputs(0, values);
        reasons = 0;
        if (generation.Model is { } model)
            ExplainRisky(model, 0);
        return reasons;
    }

    /// <summary>A reason of the last payment: the position of the feature and its contribution to the score.</summary>
    public (int Feature, double Contribution) Reason(int i) =>
        (features.ModelInputs[order[i]], contributions[order[i]]);

    void TakeInputs(int row, ReadOnlySpan<double> values)
    {
        var into = inputs.AsSpan(row * width, width);
        for (var i = 0; i < into.Length; i++)
            into[i] = values[features.ModelInputs[i]];
    }

    void Score(AnomalyModel model, int rows)
    {
        try
        {
            model.Score(inputs.AsSpan(0, rows * width), scores.AsSpan(0, rows));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ScoreOneByOne(model, rows);
        }
    }

    /// <summary>A payment that makes the model throw must not decide about those that share its batch.</summary>
    void ScoreOneByOne(AnomalyModel model, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            try
            {
                scores[row] = model.Score(inputs.AsSpan(row * width, width));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                (scores[row], Failure) = (double.NaN, e);
            }
        }
    }

    void ExplainRisky(AnomalyModel model, int row)
    {
        model.Explain(inputs.AsSpan(row * width, width), contributions);
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && contributions[order[at - 1]] < contributions[i]; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
        var least = WorthALine * Math.Max(Math.Abs(contributions[order[0]]), Math.Abs(contributions[order[^1]]));
        while (reasons < MaxRaising && reasons < order.Length && contributions[order[reasons]] > least)
            reasons++;
        for (var i = Math.Max(reasons, order.Length - MaxLowering); i < order.Length; i++)
        {
            if (contributions[order[i]] < -least)
                order[reasons++] = order[i];
        }
    }
}
