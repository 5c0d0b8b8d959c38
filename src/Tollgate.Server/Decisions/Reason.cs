using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Decisions;

/// <summary>Why a payment stands out, as the API shows it.</summary>
/// <param name="Code">Name of the feature.</param>
/// <param name="Text">"12 payments in 60 s; usual: 1".</param>
/// <param name="Contribution">What the feature adds to the score of a usual payment; negative lowers it.</param>
sealed record Reason(string Code, string Text, double Contribution)
{
    /// <summary>The reasons that the decision carries, strongest first; none for an approved payment.</summary>
    /// <param name="generation">The one that decided.</param>
    public static Reason[] Of(Decision decision, Generation generation)
    {
        if (decision.ReasonCount == 0)
            return [];
        Span<double> values = stackalloc double[decision.FeatureCount];
        decision.ReadFeatures(generation.Features, values);
        var found = decision.ReadReasons();
        var reasons = new Reason[found.Length];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = Worded(generation, values, found[i].Feature, found[i].Contribution);
        return reasons;
    }

    /// <summary>As above, and for an approved payment those that it would carry if it were risky.</summary>
    public static Reason[] OfAny(Decision decision, Generation generation)
    {
        if (decision.ReasonCount > 0 || double.IsNaN(decision.Score))
            return Of(decision, generation);
        Span<double> values = stackalloc double[decision.FeatureCount];
        decision.ReadFeatures(generation.Features, values);
        var decider = new Decider(generation.Features);
        var reasons = new Reason[decider.Explain(generation, values)];
        for (var i = 0; i < reasons.Length; i++)
        {
            var (feature, contribution) = decider.Reason(i);
            reasons[i] = Worded(generation, values, feature, contribution);
        }
        return reasons;
    }

    static Reason Worded(Generation generation, ReadOnlySpan<double> values, int feature, double contribution)
    {
        var definition = generation.Features.Features[feature];
        var input = Array.IndexOf(generation.Features.ModelInputs, feature);
        var usual = generation.Model is { } model && input >= 0 ? model.UsualOf(input) : double.NaN;
        var text = ReasonText.Of(definition, values[feature], usual, generation.Config.BaseCurrency);
        return new Reason(definition.Name, text, contribution);
    }
}
