using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Simulation;

namespace Tollgate.Benchmarks.Driving;

/// <summary>Opens a data folder as the server does and has a model decide.</summary>
static class OpenedGate
{
    public const double Review = 0.995, Block = 0.9995;

    /// <summary>Its thread is not started.</summary>
    public static async Task<Gate> Open(GateSettings settings, AnomalyModel model, double review = Review)
    {
        var policy = new Policy(review, Block, DecisionKind.Review, "EUR", Geography.Rates);
        var gate = Recovery.Open(settings, DefaultFeatures.Set, policy, _ => model, TimeProvider.System);
        if (gate.Generation.Config.Model is null)
            await gate.ChangeAsync(g => g with { Model = new(model.Name, 1, model.Hash) });
        return gate;
    }

    /// <summary>Closes it behind a snapshot, which is its thread's work.</summary>
    public static void CloseWithSnapshot(this Gate gate)
    {
        gate.Start();
        gate.Dispose();
    }
}
