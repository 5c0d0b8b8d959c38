using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Scores payments by their features, and explains the risky ones, all of a batch together; then applies the
/// generation's policy to one after the other and chooses the reasons. One thread.
/// </summary>
/// <param name="capacity">Most payments of a batch.</param>
public sealed class Decider(FeatureSet features, int capacity = 1)
{
    readonly int width = features.ModelInputs.Length;
    readonly double[] inputs = new double[capacity * features.ModelInputs.Length];
    readonly double[] scores = new double[capacity];
    readonly double[] risks = new double[capacity];
    readonly double[] contributions = new double[capacity * features.ModelInputs.Length];
    readonly StrongestReasons reasons = new();

    // Risky payments of the batch in their order, and which of them is explained next.
    int risky, explained;

    /// <summary>What the model threw last, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="values">The features of the payments, one payment after the other.</param>
    internal void Score(Generation generation, ReadOnlySpan<double> values, int rows)
    {
        for (var row = 0; row < rows; row++)
            TakeInputs(row, values.Slice(row * features.Count, features.Count));
        (risky, explained) = (0, 0);
        if (generation.Model is not { } model)
            return;
        Score(model, rows);
        for (var row = 0; row < rows; row++)
        {
            risks[row] = double.IsFinite(scores[row]) ? model.RiskOf(scores[row]) : double.NaN;
            // The scores are there, so the inputs of payments that need no reasons make room.
            if (KindOf(risks[row], generation.Config) != DecisionKind.Approve)
                inputs.AsSpan(row * width, width).CopyTo(inputs.AsSpan(risky++ * width));
        }
        model.ExplainMany(inputs.AsSpan(0, risky * width), contributions.AsSpan(0, risky * width));
    }

    /// <summary>
    /// The decision on a payment that was scored, taken in the order of the batch; for a risky one its reasons are
    /// found too.
    /// </summary>
    internal ScoredDecision Decide(Generation generation, int row, bool late)
    {
        var flags = late ? DecisionFlags.Late : DecisionFlags.None;
        reasons.Clear();
        if (generation.Config.Model is null)
            return new(DecisionKind.Approve, flags | DecisionFlags.NoModel, double.NaN, double.NaN, 0);

        if (generation.Model is null || double.IsNaN(risks[row]))
        {
            flags |= DecisionFlags.ModelFailed;
            return new(generation.Config.FallbackDecision, flags, double.NaN, double.NaN, 0);
        }

        var kind = KindOf(risks[row], generation.Config);
        if (kind != DecisionKind.Approve)
            reasons.Choose(contributions.AsSpan(explained++ * width, width));
        return new(kind, flags, scores[row], risks[row], reasons.Count);
    }

    /// <summary>Finds the reasons of a payment whatever its decision.</summary>
    public int Explain(Generation generation, ReadOnlySpan<double> values)
    {
        TakeInputs(0, values);
        reasons.Clear();
        if (generation.Model is { } model)
        {
            model.Explain(inputs.AsSpan(0, width), contributions.AsSpan(0, width));
            reasons.Choose(contributions.AsSpan(0, width));
        }
        return reasons.Count;
    }

    /// <summary>A reason of the last payment: the position of the feature and its contribution to the score.</summary>
    public (int Feature, double Contribution) Reason(int i)
    {
        var (input, contribution) = reasons[i];
        return (features.ModelInputs[input], contribution);
    }

    /// <summary>A risk that is no number never makes a payment risky.</summary>
    static DecisionKind KindOf(double risk, GenerationConfig config) =>
        risk >= config.Block ? DecisionKind.Block
        : risk >= config.Review ? DecisionKind.Review
        : DecisionKind.Approve;

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
}
