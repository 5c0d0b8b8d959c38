using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Decisions;

/// <summary>Why a payment stands out, as the API shows it.</summary>
/// <param name="Code">Name of the feature.</param>
/// <param name="Text">"12 payments in 60 s; usual: 1".</param>
/// <param name="Contribution">What the feature adds to the score of a usual payment; negative lowers it.</param>
sealed record Reason(string Code, string Text, double Contribution)
{
    /// <summary>The reasons that the decision carries, strongest first; none for an approved payment.</summary>
    /// <param name="generation">The one that decided.</param>
    /// <param name="forAny">For an approved payment those that it would carry if it were risky.</param>
    public static Reason[] Of(Transaction transaction, Decision decision, Generation generation, bool forAny = false)
    {
        if (double.IsNaN(decision.Score) || (!forAny && decision.ReasonCount == 0) || generation.HasOtherFeatures)
            return [];
        Span<double> values = stackalloc double[generation.Features.Count];
        decision.ReadFeatures(generation.Features, transaction, values);
        var found = decision.ReasonCount > 0 ? decision.ReadReasons() : Explain(generation, values);
        var reasons = new Reason[found.Length];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = Worded(generation, values, found[i].Feature, found[i].Contribution);
        return reasons;
    }

    static (int Feature, double Contribution)[] Explain(Generation generation, ReadOnlySpan<double> values)
    {
        var decider = new Decider(generation.Features);
        var found = new (int, double)[decider.Explain(generation, values)];
        for (var i = 0; i < found.Length; i++)
            found[i] = decider.Reason(i);
        return found;
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
