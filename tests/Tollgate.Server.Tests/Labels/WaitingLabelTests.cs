using Tollgate.Server.Labels;

namespace Tollgate.Server.Tests.Labels;

/// <summary>Labels of payments that were reported, and their case closed, before the gate saw them.</summary>
public sealed class WaitingLabelTests
{
    [Fact]
    public async Task A_report_that_is_closed_before_its_decision_still_labels_it()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.NamedMachine("early", "cases", "decide");
        var id = Some.Id();
        await server.Close(await key.Report(id, "u-early"), "CONFIRMED_FRAUD");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.Get($"/api/transactions/{id}")).Status);
        await server.Restart();

        (await key.Decide(Some.Payment(id, "u-early").ToJsonString())).EnsureSuccess();

        var read = await Eventually.Is(
            () => server.Admin.GetJson($"/api/transactions/{id}"), one => one.List("labels").Any());
        Assert.Equal("fraud", Assert.Single(read.List("labels")).Text("label"));
        Assert.Equal("case:admin", read.List("labels").Single().Text("source"));
        await Eventually.Is(() => Waiting(server), count => count == 0);
    }

    [Fact]
    public async Task The_verdict_of_the_last_closing_is_the_one_that_waits()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.NamedMachine("early", "cases", "decide");
        var id = Some.Id();
        var found = await key.Report(id, "u-early");
        await server.Close(found, "CONFIRMED_FRAUD");
        (await server.Admin.PatchCase(found.Text("id"), new { status = "OPEN" }, "*")).EnsureSuccess();
        await server.Close(found, "FALSE_POSITIVE");
        Assert.Equal(1, await Waiting(server));

        (await key.Decide(Some.Payment(id, "u-early").ToJsonString())).EnsureSuccess();

        var read = await Eventually.Is(
            () => server.Admin.GetJson($"/api/transactions/{id}"), one => one.List("labels").Any());
        Assert.Equal("genuine", Assert.Single(read.List("labels")).Text("label"));
    }

    [Fact]
    public async Task A_label_is_let_go_once_its_payment_would_be_refused_as_too_old()
    {
        await using var server = await TollgateServer.Start(
            now: TollgateServer.Noon, settings: ["--Tollgate:Decisions:IdempotencyWindow=1h"]);
        var key = await server.NamedMachine("early", "cases", "decide");
        await server.Close(await key.Report("never", "u-never"), "CONFIRMED_FRAUD");
        Assert.Equal(1, await Waiting(server));

        // Still within the window and the tolerance of clocks: it may come.
        await Decide("2026-11-23T13:04:00Z");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.Is(() => NextTry(server), next => next > server.Clock.GetUtcNow());
        Assert.Equal(1, await Waiting(server));

        await Decide("2026-11-23T13:10:00Z");
        await Eventually.Is(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromMinutes(5));
                return await Waiting(server);
            },
            count => count == 0);

        async Task Decide(string at)
        {
            server.Clock.SetUtcNow(DateTimeOffset.Parse(at));
            var payment = Some.Payment();
            payment["event_time"] = at;
            (await key.Decide(payment.ToJsonString())).EnsureSuccess();
        }
    }

    static Task<int> Waiting(TollgateServer server) => server.Database(db => db.Set<OutboxLabel>().CountAsync());

    static Task<DateTimeOffset> NextTry(TollgateServer server) =>
        server.Database(db => db.Set<OutboxLabel>().Select(label => label.NextTry).SingleAsync());
}
