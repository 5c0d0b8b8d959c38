using Tollgate.Engine.Features;

namespace Tollgate.Engine.Decisions;

/// <summary>Scores one payment's features, applies the generation's policy, finds the reasons. One thread.</summary>
public sealed class Decider(FeatureSet features)
{
    /// <summary>Reasons that raise the risk and reasons that lower it, at most.</summary>
    public const int MaxRaising = 6, MaxLowering = 2;

    /// <summary>A contribution below this share of the largest is not worth a line.</summary>
    const double WorthALine = 0.02;

    readonly double[] inputs = new double[features.ModelInputs.Length];
    readonly double[] contributions = new double[features.ModelInputs.Length];
    readonly int[] order = new int[features.ModelInputs.Length];
    int reasons;

    /// <summary>The decision on a payment; for a risky one its reasons are found too.</summary>
    internal ScoredDecision Decide(Generation generation, ReadOnlySpan<double> values, bool late)
    {
        var flags = late ? DecisionFlags.Late : DecisionFlags.None;
        reasons = 0;
        if (generation.Model is not { } model)
            return new(DecisionKind.Approve, flags | DecisionFlags.NoModel, double.NaN, double.NaN, 0);

        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = values[features.ModelInputs[i]];
        var score = model.Score(inputs);
        if (!double.IsFinite(score))
        {
            flags |= DecisionFlags.ModelFailed;
            return new(generation.Config.FallbackDecision, flags, double.NaN, double.NaN, 0);
        }

        var risk = model.RiskOf(score);
        var kind = risk >= generation.Config.Block ? DecisionKind.Block
            : risk >= generation.Config.Review ? DecisionKind.Review
            : DecisionKind.Approve;
        if (kind != DecisionKind.Approve)
            ExplainRisky(generation);
        return new(kind, flags, score, risk, reasons);
    }

    /// <summary>Finds the reasons of a payment whatever its decision.</summary>
    public int Explain(Generation generation, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = values[features.ModelInputs[i]];
        reasons = 0;
        if (generation.Model is not null)
            ExplainRisky(generation);
        return reasons;
    }

    /// <summary>A reason of the last payment: the position of the feature and its contribution to the score.</summary>
    public (int Feature, double Contribution) Reason(int i) =>
        (features.ModelInputs[order[i]], contributions[order[i]]);

    void ExplainRisky(Generation generation)
    {
        generation.Model!.Explain(inputs, contributions);
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
