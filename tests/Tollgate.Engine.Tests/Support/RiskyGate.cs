using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Engine.Tests.Support;

/// <summary>A gate whose model finds a good share of simulated payments risky.</summary>
static class RiskyGate
{
    static readonly Policy Policy = Some.Policy with { Review = 0.6, Block = 0.9 };

    public static async Task<Gate> Open(string folder)
    {
        var gate = Recovery.Open(
            new(folder), DefaultFeatures.Set, Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
        return gate;
    }

    /// <returns>The ids of those that raised an alert, in their order.</returns>
    public static async Task<List<string>> Decide(Gate gate, int count, ulong seed = 11)
    {
        var risky = new List<string>();
        foreach (var bytes in SomeModel.Payments(count, seed))
        {
            var request = gate.Rent();
            request.Set(bytes);
            Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(request));
            if (request.Decision.Kind != DecisionKind.Approve)
                risky.Add(Encoding.UTF8.GetString(request.Transaction.TransactionId));
            gate.Return(request);
        }
        return risky;
    }
}
