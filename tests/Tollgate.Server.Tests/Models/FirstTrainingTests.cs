
namespace Tollgate.Server.Tests.Models;

public sealed class FirstTrainingTests
{
    [Fact]
    public async Task A_gate_goes_from_no_model_to_its_first_one_without_failing_a_request()
    {
        await using var server = await TollgateServer.Start(settings: ["--Tollgate:Decisions:ColdStart=1000"]);
        var client = await server.Machine("decide", "read");
        var models = await server.Admin.GetJson("/api/models");
        Assert.Equal((0, 1000), Progress(models));

        var lines = SimulatedTraffic.Of(20_000, 25).Select(one => one.Line).Chunk(200).ToList();
        var first = (await client.Batch(string.Concat(lines[0]))).Lines.ToList();
        Assert.All(first, line => Assert.Equal("no_model", line.GetProperty("degraded")[0].GetString()));
        Assert.Equal((200, 1000), Progress(await server.Admin.GetJson("/api/models")));
        foreach (var chunk in lines[1..10])
        {
            var answers = (await client.Batch(string.Concat(chunk))).Lines;
            Assert.All(answers, line => Assert.True(line.TryGetProperty("decision", out _)));
        }

        // The model comes while requests go on.
        var next = 10;
        JsonElement last;
        do
        {
            last = (await client.Decide(lines[next / 200][next % 200].TrimEnd()))!.Json;
            Assert.True(last.TryGetProperty("decision", out _), last.ToString());
            next++;
        }
        while (last.GetProperty("degraded").GetArrayLength() > 0 && next < 20_000);

        Assert.Equal(2, last.GetProperty("generation").GetInt32());
        Assert.InRange(last.GetProperty("risk").GetDouble(), 0, 1);
        Assert.InRange(last.GetProperty("scores").GetProperty("isolation-forest").GetDouble(), 0, 1);
        models = await server.Admin.GetJson("/api/models");
        Assert.Equal(JsonValueKind.Null, models.GetProperty("cold_start").ValueKind);
        var model = Assert.Single(models.GetProperty("items").EnumerateArray());
        Assert.True(model.GetProperty("champion").GetBoolean());
        Assert.True(model.GetProperty("rows").GetInt64() >= 1_000);
        Assert.InRange(model.GetProperty("metrics").GetProperty("share_review").GetDouble(), 0.001, 0.02);

        // The same transaction still gets the decision of the generation that made it.
        Assert.Equal(first[0].ToString(), (await client.Decide(lines[0][0].TrimEnd())).Body);
        await server.Restart();
        Assert.Equal(2, server.Gate.Generation.Config.Number);
        Assert.NotNull(server.Gate.Generation.Model);
    }

    static (long, long) Progress(JsonElement models)
    {
        var progress = models.GetProperty("cold_start");
        return (progress.GetProperty("seen").GetInt64(), progress.GetProperty("needed").GetInt64());
    }
}
