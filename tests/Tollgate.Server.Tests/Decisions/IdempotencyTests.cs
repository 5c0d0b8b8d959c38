namespace Tollgate.Server.Tests.Decisions;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_transaction_again_gets_the_stored_decision_also_after_a_restart()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        var payment = Some.Payment().ToJsonString();

        var first = await client.Decide(payment);
        var again = await client.Decide(payment.Replace(",", " , "));
        await server.Restart();
        var afterwards = await client.Decide(payment);

        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.All([again, afterwards], replayed =>
        {
            Assert.Equal(HttpStatusCode.OK, replayed.Status);
            Assert.Equal("true", replayed.Headers.GetValues("Idempotent-Replayed").Single());
            Assert.Equal(first.Body, replayed.Body);
        });
        Assert.Equal(1, server.Gate.Decided);
    }

    [Fact]
    public async Task The_same_transaction_many_times_at_once_is_decided_once()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        var payment = Some.Payment().ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => client.Decide(payment)));

        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(1, server.Gate.Decided);
    }

    [Theory]
    [InlineData("amount_minor", "1201")]
    [InlineData("user_id", "\"u2\"")]
    [InlineData("channel", "\"pos\"")]
    [InlineData("attributes", "{\"shop\":\"south\"}")]
    [InlineData("event_time", "\"2026-11-22T00:00:00Z\"")]
    public async Task An_id_with_other_fields_is_a_conflict(string field, string value)
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        var payment = Some.Payment();
        payment["event_time"] = Some.Time();
        await client.Decide(payment.ToJsonString());

        payment[field] = System.Text.Json.Nodes.JsonNode.Parse(value);
        var answer = await client.Decide(payment.ToJsonString());

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("urn:tollgate:problem:transaction_conflict", answer["type"].GetString());
        Assert.Equal(1, server.Gate.Decided);
    }

    [Fact]
    public async Task An_unknown_field_does_not_make_another_transaction()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        var payment = Some.Payment();
        await client.Decide(payment.ToJsonString());

        payment["attempt"] = 2;

        Assert.True((await client.Decide(payment.ToJsonString())).Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task What_is_older_than_the_window_is_refused_with_the_remedy()
    {
        await using var server = await TollgateServer.Start(settings: ["--Tollgate:Decisions:IdempotencyWindow=10m"]);
        var client = await server.Machine("decide");
        await client.Decide(Some.Payment().ToJsonString());

        var answer = await client.Decide(Some.Payment(seconds: -700).ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("urn:tollgate:problem:too_old", answer["type"].GetString());
        Assert.Contains("tollgate import", answer["errors"].GetProperty("event_time")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.Decide(Some.Payment(seconds: -500).ToJsonString())).Status);
    }
}
