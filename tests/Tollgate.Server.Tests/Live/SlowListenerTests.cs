using Tollgate.Server.Live;

namespace Tollgate.Server.Tests.Live;

public sealed class SlowListenerTests
{
    /// <summary>Many times what the buffers of a connection take: the server has to wait for the reader.</summary>
    const int Events = 1_000, EventBytes = 32 * 1024;

    [Fact]
    public async Task A_listener_who_reads_slowly_gets_nothing_more_when_the_token_has_ended()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var feed = server.Resolve<LiveFeed>();
        await using var live = await LiveStream.Open(server.Admin);
        Assert.NotNull(await live.Next("heartbeat"));
        for (var i = 0; i < Events; i++)
            feed.Publish("before", new { number = i, text = new string('x', EventBytes) });

        server.Clock.Advance(server.Settings.Access.AccessTokenLifetime + TimeSpan.FromSeconds(1));
        feed.Publish("after", new { });

        var (last, text) = await live.ReadToEnd();
        Assert.True(last < Events - 1, "All of it was sent.");
        Assert.DoesNotContain("event: after", text);
    }

    [Fact]
    public async Task A_listener_who_keeps_up_is_let_go_without_a_cut_when_the_token_ends()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        await using var live = await LiveStream.Open(server.Admin);
        Assert.NotNull(await live.Next("heartbeat"));

        server.Clock.Advance(server.Settings.Access.AccessTokenLifetime + TimeSpan.FromSeconds(1));

        Assert.Null(await live.Next("never"));
    }
}
