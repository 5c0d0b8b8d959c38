namespace Tollgate.Server.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Task<(int Exit, string Out, string Error)> Train(params string[] more) => TollgateProcess.Run(
        [
            "train", "--from", "2026-01-01", "--to", "2026-01-31", "--kind", "isolation-forest",
            "--data", folder.Data, .. more,
        ]);

    [Fact]
    public async Task Beside_a_server_a_model_is_trained_and_registered_but_not_put_into_force()
    {
        await History.Import(folder, 1_000);
        await using var server = await TollgateServer.Start(folder: folder.Data);
        var (exit, output, error) = await Train("--json", "--seed", "7");
        Assert.True(exit == 0, error);
        var model = JsonDocument.Parse(output).RootElement;
        Assert.Equal((1, 1_000), (model.GetProperty("version").GetInt32(), model.GetProperty("rows").GetInt64()));
        Assert.Equal(JsonValueKind.Null, model.GetProperty("generation").ValueKind);
        Assert.Null(server.Gate.Generation.Config.Model);

        var promote = await Train("--promote");
        Assert.Equal(1, promote.Exit);
        Assert.StartsWith("--promote: ", promote.Error);
        Assert.Contains("train without --promote", promote.Error);
    }

    [Fact]
    public async Task Without_a_server_a_promoted_model_decides_from_the_next_payment_on()
    {
        await History.Import(folder, 1_000);
        var (exit, output, error) = await Train("--promote");
        Assert.True(exit == 0, error);
        Assert.StartsWith("isolation-forest version 1, in force with generation 2", output);
        await using var server = await TollgateServer.Start(folder: folder.Data);
        Assert.Equal(1, server.Gate.Generation.Config.Model!.Version);
    }

    [Fact]
    public async Task The_same_log_period_and_seed_make_the_same_model()
    {
        await History.Import(folder, 600);
        var first = JsonDocument.Parse((await Train("--json")).Out).RootElement;
        var second = JsonDocument.Parse((await Train("--json")).Out).RootElement;
        Assert.Equal(first.GetProperty("sha256").GetString(), second.GetProperty("sha256").GetString());
        Assert.Equal((1, 2), (first.GetProperty("version").GetInt32(), second.GetProperty("version").GetInt32()));
    }

    [Theory]
    [InlineData("2026-02-30", "2026-03-01", "--from: \"2026-02-30\" must be a day such as")]
    [InlineData("2026-02-02", "2026-02-01", "--to: must lie behind --from.")]
    [InlineData(
        "2026-02-01", "2026-02-01",
        "There are 0 payments from 2026-02-01T00:00:00.000Z to 2026-02-01T23:59:59.999Z")]
    public async Task A_period_that_makes_no_sense_or_is_empty_is_refused(string from, string to, string sentence)
    {
        await History.Import(folder, 300);
        var (exit, _, error) = await TollgateProcess.Run(
            "train", "--from", from, "--to", to, "--kind", "isolation-forest", "--data", folder.Data);
        Assert.Equal(1, exit);
        Assert.Contains(sentence, error);
    }
}
