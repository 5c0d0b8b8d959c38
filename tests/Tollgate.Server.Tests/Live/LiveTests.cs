namespace Tollgate.Server.Tests.Live;

public sealed class LiveTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_new_case_and_its_decisions_are_shown_as_they_happen()
    {
        await using var live = await LiveStream.Open(server.Admin);
        var hello = await live.Next("heartbeat");
        Assert.Null(hello!.Value.Id);

        var found = await server.CaseOf("u-live");

        var decision = await live.Next("decision", one => one.Text("user_id") == "u-live");
        Assert.NotEmpty(decision!.Value.Data.List("reasons"));
        var shown = await live.Next("case", one => one.Text("user_id") == "u-live");
        Assert.Equal(found.Text("id"), shown!.Value.Data.Text("id"));
        Assert.NotNull(shown.Value.Id);

        await server.Close(found, "CONFIRMED_FRAUD");
        Assert.NotNull(
            await live.Next(
                "case", one => one.Text("id") == found.Text("id") && one.Text("status") == "CONFIRMED_FRAUD"));
    }

    [Fact]
    public async Task A_listener_who_comes_back_gets_what_was_missed()
    {
        string lastId;
        await using (var live = await LiveStream.Open(server.Admin))
        {
            await server.CaseOf("u-resume-1");
            lastId = (await live.Next("case", one => one.Text("user_id") == "u-resume-1"))!.Value.Id!;
        }
        await server.CaseOf("u-resume-2");

        await using var again = await LiveStream.Open(server.Admin, lastId);

        Assert.NotNull(await again.Next("case", one => one.Text("user_id") == "u-resume-2"));
    }

    [Fact]
    public async Task Only_readers_may_listen()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.Get("/api/live")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.Get("/api/overview")).Status);
    }

    [Fact]
    public async Task A_listener_who_is_disabled_is_let_go()
    {
        var analyst = await server.As("analyst", "live-leaver");
        await using var live = await LiveStream.Open(analyst);
        Assert.NotNull(await live.Next("heartbeat"));

        (await server.Admin.Patch("/api/users/live-leaver", new { disabled = true })).EnsureSuccess();

        // The stream ends at the next event, at the latest with the next heartbeat.
        Assert.Null(await live.Next("never"));
    }

    [Fact]
    public async Task Listeners_do_not_hold_up_a_stop()
    {
        var own = await TollgateServer.Start();
        await using var live = await LiveStream.Open(own.Admin);
        await live.Next("heartbeat");

        await own.DisposeAsync();

        // Ended by us, not cut off by a server that had waited for it in vain.
        Assert.Null(await live.Next("never"));
    }
}
