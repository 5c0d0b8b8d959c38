using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Audit;
using Tollgate.Server.Models;
using Tollgate.Server.Tests.Storage;

namespace Tollgate.Server.Tests.Models;

/// <summary>The audit log and the models in force tell the same story, whatever fails when.</summary>
public sealed class ModelPromotionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_promoted_model_has_its_entry_with_its_generation()
    {
        await using var server = await TollgateServer.Start();
        var generation = await server.Resolve<ModelPromotion>().Promote(await Trained(server), "user:x", Cancellation);
        Assert.Equal(2, generation.Number);
        Assert.Equal(["model.promoted generation 2"], await Entries(server));
    }

    [Fact]
    public async Task While_the_database_is_locked_no_model_comes_into_force()
    {
        await using var server = await TollgateServer.Start();
        var model = await Trained(server);
        using (new WriteLock(server))
        {
            await Assert.ThrowsAnyAsync<Exception>(
                () => server.Resolve<ModelPromotion>().Promote(model, "user:x", Cancellation));
        }
        Assert.Null(server.Gate.Generation.Config.Model);
        Assert.Empty(await Entries(server));
    }

    [Fact]
    public async Task A_model_that_the_gate_does_not_take_is_written_down_as_failed()
    {
        await using var server = await TollgateServer.Start();
        var model = await Trained(server);
        Directory.Delete(Path.Combine(server.Folder, "models"), recursive: true);
        await Assert.ThrowsAsync<InvalidDataException>(
            () => server.Resolve<ModelPromotion>().Promote(model, "user:x", Cancellation));
        Assert.Equal(
            ["model.promoted generation 2", "model.promotion_failed generation 2"], await Entries(server));
    }

    [Fact]
    public async Task A_promotion_that_the_process_did_not_live_to_make_is_told_at_the_next_start()
    {
        await using var server = await TollgateServer.Start();
        var entry = new AuditEntry
        {
            At = DateTimeOffset.UnixEpoch,
            Actor = "user:x",
            Action = "model.promoted",
            Object = "model:isolation-forest/1",
            To = "generation 2",
        };
        await server.Resolve<DatabaseWriter>().Write(db => db.Add(entry), Cancellation);
        await server.Restart();
        var told = await Eventually.Is(() => Entries(server), entries => entries.Count == 2);
        Assert.Equal("model.promotion_failed generation 2", told[1]);
        // Once is enough.
        await server.Resolve<ModelPromotion>().Reconcile(Cancellation);
        Assert.Equal(2, (await Entries(server)).Count);
    }

    static async Task<ModelVersion> Trained(TollgateServer server)
    {
        await server.Payments.History(500);
        var training = Trainer.Train(
            server.Settings.Gate, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new ForestSettings(Trees: 10),
            (0.97, 0.99), cancellation: Cancellation);
        return server.Resolve<ModelRegistry>().Register(training.Model, training.Metrics);
    }

    static Task<List<string>> Entries(TollgateServer server) => server.Database(db => db.AuditEntries
        .Where(entry => entry.Action.StartsWith("model.")).OrderBy(entry => entry.Id)
        .Select(entry => entry.Action + " " + entry.To).ToListAsync());
}
