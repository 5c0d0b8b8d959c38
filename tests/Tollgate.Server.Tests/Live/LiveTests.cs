using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Live;
using Tollgate.Server.Overview;

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
        DocumentedShape.Read<Heartbeat>(hello.Value.Data);
        DocumentedShape.Read<LiveDecision>(decision.Value.Data);
        var shown = await live.Next("case", one => one.Text("user_id") == "u-live");
        Assert.Equal(found.Text("id"), shown!.Value.Data.Text("id"));
        Assert.NotNull(shown.Value.Id);
        DocumentedShape.Read<CaseSummary>(shown.Value.Data);

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

    [Theory]
    [InlineData("0-1")]
    [InlineData("anything")]
    public async Task A_listener_who_comes_back_too_late_is_told_to_read_the_lists_again(string lastId)
    {
        await using var live = await LiveStream.Open(server.Admin, lastId);
        var first = await live.Next();
        Assert.Equal("event: missed\ndata: {}\n", first.StartsWith("event: heartbeat") ? await live.Next() : first);
    }

    [Fact]
    public void Who_comes_back_is_told_of_what_is_no_longer_kept_and_who_is_new_or_has_seen_all_is_not()
    {
        var feed = new LiveFeed(TimeProvider.System);
        var listener = feed.Listen(null);
        for (var i = 0; i <= LiveFeed.Capacity; i++)
            feed.Publish("case", i);
        Assert.True(listener.TryRead(out var first));
        Assert.True(listener.TryRead(out var second));

        Assert.Equal("event: missed\ndata: {}\n\n", Heard(feed, first.Id)[0]);
        Assert.Equal(LiveFeed.Capacity - 1, Heard(feed, second.Id).Count);
        Assert.Empty(Heard(feed, null));
        Assert.Empty(Heard(feed, ""));
    }

    static List<string> Heard(LiveFeed feed, string? lastSeen)
    {
        var (heard, reader) = (new List<string>(), feed.Listen(lastSeen));
        while (reader.TryRead(out var one))
            heard.Add(Encoding.UTF8.GetString(one.Bytes.Span));
        return heard;
    }

    [Theory]
    [InlineData("Bearer  ")]
    [InlineData("bearer ")]
    [InlineData("Bearer \t")]
    public async Task The_token_is_taken_however_it_is_spaced_or_refused_without_a_fault(string scheme)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        var token = server.Admin.DefaultRequestHeaders.Authorization!.Parameter;
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", scheme + token);
        await using var live = await LiveStream.Open(client);
        Assert.NotNull(await live.Next("heartbeat"));
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
