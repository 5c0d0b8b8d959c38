namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class RefreshTests
{
    const string Noon = "2026-11-01T12:00:00Z";

    static Task<Answer> Ask(TollgateServer server, params (string, string)[] form) =>
        server.Http.PostForm("/api/token", form);

    static async Task<JsonElement> SignIn(TollgateServer server, params (string, string)[] more) =>
        (await Ask(
            server, [("grant_type", "password"), ("username", "admin"), ("password", "admin123"), .. more]))
        .EnsureSuccess().Json;

    static Task<Answer> Refresh(TollgateServer server, string token, params (string, string)[] more) =>
        Ask(server, [("grant_type", "refresh_token"), ("refresh_token", token), .. more]);

    static async Task<int> Me(TollgateServer server, JsonElement tokens) =>
        (int)(await server.Bearer(tokens.Text("access_token")).Get("/api/me")).Status;

    [Fact]
    public async Task A_used_token_gives_its_successor_again_for_a_short_while()
    {
        await using var server = await TollgateServer.Start(now: Noon);
        var first = (await SignIn(server)).Text("refresh_token");
        var next = (await Refresh(server, first)).EnsureSuccess().Text("refresh_token");
        Assert.NotEqual(first, next);
        server.Clock.Advance(TimeSpan.FromSeconds(29));
        var again = (await Refresh(server, first)).EnsureSuccess().Json;
        // One chain: a second successor would be a second session.
        Assert.Equal(next, again.Text("refresh_token"));
        Assert.Equal(200, await Me(server, again));
    }

    [Fact]
    public async Task A_late_second_answer_has_the_newest_token_and_not_one_that_was_used_meanwhile()
    {
        await using var server = await TollgateServer.Start(now: Noon);
        var first = (await SignIn(server)).Text("refresh_token");
        var second = (await Refresh(server, first)).EnsureSuccess().Text("refresh_token");
        var third = (await Refresh(server, second)).EnsureSuccess().Text("refresh_token");
        Assert.Equal(third, (await Refresh(server, first)).EnsureSuccess().Text("refresh_token"));
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_with_one_token_all_get_the_same_next_one()
    {
        await using var server = await TollgateServer.Start();
        var token = (await SignIn(server)).Text("refresh_token");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Refresh(server, token)));
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.Single(answers.Select(answer => answer.Text("refresh_token")).Distinct());
        await Refresh(server, answers[0].Text("refresh_token"));
        foreach (var answer in answers)
            Assert.Equal(200, await Me(server, answer.Json));
    }

    [Fact]
    public async Task A_used_token_that_comes_after_the_leeway_was_stolen_and_ends_the_session()
    {
        await using var server = await TollgateServer.Start(
            now: Noon, settings: ["--Tollgate:Access:RefreshTokenLeeway=10s"]);
        var stolen = (await SignIn(server)).Text("refresh_token");
        var next = (await Refresh(server, stolen)).EnsureSuccess().Json;
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(200, await Me(server, next));
        Assert.Equal("invalid_grant", (await Refresh(server, stolen)).Text("error"));
        Assert.Equal("invalid_grant", (await Refresh(server, next.Text("refresh_token"))).Text("error"));
        Assert.Equal(401, await Me(server, next));
    }

    [Fact]
    public async Task A_used_token_of_a_session_that_has_ended_gives_nothing_within_the_leeway_either()
    {
        await using var server = await TollgateServer.Start(now: Noon);
        var first = (await SignIn(server)).Text("refresh_token");
        var next = (await Refresh(server, first)).EnsureSuccess().Text("refresh_token");
        (await server.Http.PostForm("/api/revoke", ("token", next))).EnsureSuccess();
        Assert.Equal("invalid_grant", (await Refresh(server, first)).Text("error"));
    }

    [Fact]
    public async Task A_session_has_an_end_however_often_it_is_refreshed_and_no_token_outlives_it()
    {
        await using var server = await TollgateServer.Start(
            now: Noon, settings: ["--Tollgate:Access:SessionLifetime=1h"]);
        var tokens = await SignIn(server);
        foreach (var (minutes, left) in new[] { (40, 15), (10, 10), (9, 1) })
        {
            server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            tokens = (await Refresh(server, tokens.Text("refresh_token"))).EnsureSuccess().Json;
            Assert.Equal(left * 60, tokens.Int("expires_in"));
        }
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, await Me(server, tokens));
        Assert.Equal("invalid_grant", (await Refresh(server, tokens.Text("refresh_token"))).Text("error"));
    }

    [Fact]
    public async Task A_narrowed_session_stays_narrowed()
    {
        await using var server = await TollgateServer.Start(now: Noon);
        var narrowed = await SignIn(server, ("scope", "read label"));
        Assert.Equal("label read", narrowed.Text("scope"));
        var next = (await Refresh(server, narrowed.Text("refresh_token"))).EnsureSuccess().Json;
        Assert.Equal("label read", next.Text("scope"));
        var more = (await Refresh(server, next.Text("refresh_token"), ("scope", "decide read"))).EnsureSuccess().Json;
        Assert.Equal("read", more.Text("scope"));
        // RFC 6749, 6: the refresh token keeps what was first granted.
        var after = (await Refresh(server, more.Text("refresh_token"))).EnsureSuccess().Json;
        Assert.Equal("label read", after.Text("scope"));
    }

    [Fact]
    public async Task A_session_that_ended_stays_ended_after_a_restart_with_shorter_tokens()
    {
        using var folder = new TemporaryFolder();
        JsonElement tokens;
        await using (var server = await TollgateServer.Start(
            now: Noon, folder: folder.Data, settings: ["--Tollgate:Access:AccessTokenLifetime=1h"]))
        {
            tokens = await SignIn(server);
            (await server.Http.PostForm("/api/revoke", ("token", tokens.Text("refresh_token")))).EnsureSuccess();
            Assert.Equal(401, await Me(server, tokens));
        }
        await using (var later = await TollgateServer.Start(
            now: "2026-11-01T12:10:00Z", folder: folder.Data, settings: ["--Tollgate:Access:AccessTokenLifetime=5m"]))
        {
            Assert.Equal(401, await Me(later, tokens));
        }
    }
}
