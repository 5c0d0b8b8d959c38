namespace Tollgate.Server.Tests.Overview;

public sealed class OverviewTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task The_overview_counts_decisions_and_cases()
    {
        var before = await server.Admin.GetJson("/api/overview");
        await server.CaseOf("u-overview");

        var after = await server.Admin.GetJson("/api/overview");

        static long Risky(JsonElement overview) =>
            overview.GetProperty("decisions").GetProperty("review").GetInt64()
            + overview.GetProperty("decisions").GetProperty("block").GetInt64();
        Assert.True(Risky(after) > Risky(before));
        Assert.True(after.GetProperty("cases").Int("opened_24h") > before.GetProperty("cases").Int("opened_24h"));
        Assert.Equal(60, after.List("series").Count());
        Assert.Equal("isolation-forest", after.GetProperty("model").Text("name"));
        Assert.Equal(JsonValueKind.Null, after.GetProperty("cold_start").ValueKind);
        Assert.True(after.GetProperty("demo").GetBoolean());
        Assert.Equal(0.97, after.GetProperty("thresholds").GetProperty("review").GetDouble());
    }

    [Fact]
    public async Task A_gate_without_a_model_says_how_far_it_is()
    {
        await using var own = await TollgateServer.Start();
        var client = await own.Machine("decide");
        await client.Decide(Some.Payment().ToJsonString());

        var overview = await own.Admin.GetJson("/api/overview");

        Assert.Equal(JsonValueKind.Null, overview.GetProperty("model").ValueKind);
        Assert.Equal(1, overview.GetProperty("cold_start").Int("seen"));
        Assert.Equal(10_000, overview.GetProperty("cold_start").Int("needed"));
        Assert.Equal(1, overview.GetProperty("decisions").Int("approve"));
    }
}
