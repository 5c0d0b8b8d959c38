using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Models;

namespace Tollgate.Server.Tests.Support;

/// <summary>A model trained on a few thousand simulated payments: it finds large ones in a burst risky.</summary>
static class SmallModel
{
    public static readonly string[] Settings = ["--Tollgate:Decisions:Review=0.97", "--Tollgate:Decisions:Block=0.99"];

    public static async Task Train(TollgateServer server)
    {
        await server.Payments.History(4_000);
        var training = Trainer.Train(
            server.Settings.Gate, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new ForestSettings(Trees: 50),
            (0.97, 0.99));
        var model = server.Resolve<ModelRegistry>().Register(training.Model, training.Metrics);
        await server.Gate.ChangeAsync(record => record with { Model = model.Reference });
    }
}
