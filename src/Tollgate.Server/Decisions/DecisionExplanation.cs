using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Decisions;

/// <summary>What the gate looked at when it decided a payment; empty when the log has no such payment.</summary>
/// <param name="Made">The generation that decided; the one in force when the payment is not known.</param>
sealed record DecisionExplanation(
    Generation Made,
    double? Score,
    Dictionary<string, double?> Features,
    Dictionary<string, double?> Usual,
    Dictionary<string, string> Texts)
{
    public static DecisionExplanation Of(Gate gate, string transactionId)
    {
        if (gate.History.Find(transactionId) is not { } decided)
            return new(gate.Generation, null, [], [], []);
        var decision = decided.Decision;
        var made = gate.Generations.Of(decision.Generation);
        var why = new DecisionExplanation(made, Finite(decision.Score), [], [], []);
        if (made.HasOtherFeatures)
            return why;
        var values = new double[made.Features.Count];
        decision.ReadFeatures(made.Features, decided.Transaction, values);
        for (var i = 0; i < values.Length; i++)
        {
            var feature = made.Features.Features[i];
            var input = Array.IndexOf(made.Features.ModelInputs, i);
            why.Features[feature.Name] = Finite(values[i]);
            why.Usual[feature.Name] = input >= 0 && made.Model is { } model ? model.UsualOf(input) : null;
            why.Texts[feature.Name] = ReasonText.Of(feature, values[i], double.NaN, made.Config.BaseCurrency);
        }
        return why;
    }

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
