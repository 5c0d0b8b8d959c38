namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class SessionApiTests
{
    static readonly object Right = new { username = "admin", password = "admin123" };

    static async Task<(string Access, string Cookie)> Start(TollgateServer server) =>
        Read(await server.Http.Post("/api/session", Right));

    static (string Access, string Cookie) Read(Answer answer)
    {
        Assert.Equal(200, (int)answer.Status);
        var header = answer.Headers.GetValues("Set-Cookie").Single();
        return (answer.Text("access_token"), header.Split(';')[0]);
    }

    static Task<Answer> Call(
        TollgateServer server, HttpMethod method, string path, string? cookie, bool header = true,
        string? origin = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (header)
            request.Headers.Add("X-Tollgate-Session", "1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return server.Http.Call(request);
    }

    [Fact]
    public async Task Signing_in_answers_with_a_token_and_a_cookie_that_no_script_reads()
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Http.Post("/api/session", Right);
        var body = answer.Json;
        Assert.Equal(900, body.GetProperty("expires_in").GetInt32());
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal("admin", body.GetProperty("user").GetProperty("username").GetString());
        Assert.False(body.TryGetProperty("refresh_token", out _));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("tollgate_session=", cookie);
        foreach (var attribute in new[] { "httponly", "samesite=strict", "path=/api/session", "max-age=1209600" })
            Assert.Contains(attribute, cookie.Split("; "));
    }

    [Fact]
    public async Task A_wrong_password_is_a_problem_without_a_cookie()
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Http.Post("/api/session", new { username = "admin", password = "wrong horse" });
        Assert.Equal((401, "invalid_credentials"), answer.Problem);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_comes_back_new_twice_the_same_and_is_taken_for_stolen_after_that()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var first = await Start(server);
        var second = Read(await Call(server, HttpMethod.Post, "/api/session/refresh", first.Cookie));
        Assert.NotEqual(first.Cookie, second.Cookie);
        var twice = Read(await Call(server, HttpMethod.Post, "/api/session/refresh", first.Cookie));
        Assert.Equal(second.Cookie, twice.Cookie);
        Assert.Equal(200, (int)(await server.Bearer(second.Access).Get("/api/me")).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        var again = await Call(server, HttpMethod.Post, "/api/session/refresh", first.Cookie);
        Assert.Equal((401, "unauthorized"), again.Problem);
        Assert.Equal(401, (int)(await server.Bearer(second.Access).Get("/api/me")).Status);
    }

    [Fact]
    public async Task Refresh_and_sign_out_need_the_header_and_the_same_origin()
    {
        await using var server = await TollgateServer.Start();
        var session = await Start(server);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/api/session/refresh"), (HttpMethod.Delete, "/api/session"),
        })
        {
            var bare = await Call(server, method, path, session.Cookie, header: false);
            Assert.Equal((403, "forbidden"), bare.Problem);
            var foreign = await Call(server, method, path, session.Cookie, origin: "https://evil.example");
            Assert.Equal((403, "forbidden"), foreign.Problem);
        }
        var own = server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var right = await Call(server, HttpMethod.Post, "/api/session/refresh", session.Cookie, origin: own);
        Assert.Equal(200, (int)right.Status);
    }

    [Fact]
    public async Task Signing_out_ends_cookie_and_token()
    {
        await using var server = await TollgateServer.Start();
        var session = await Start(server);
        var ended = await Call(server, HttpMethod.Delete, "/api/session", session.Cookie);
        Assert.Equal(204, (int)ended.Status);
        Assert.Contains("expires=Thu, 01 Jan 1970", ended.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal(401, (int)(await Call(server, HttpMethod.Post, "/api/session/refresh", session.Cookie)).Status);
        Assert.Equal(401, (int)(await server.Bearer(session.Access).Get("/api/me")).Status);
    }

    [Fact]
    public async Task Refreshing_without_a_cookie_is_not_authenticated()
    {
        await using var server = await TollgateServer.Start();
        var answer = await Call(server, HttpMethod.Post, "/api/session/refresh", null);
        Assert.Equal((401, "unauthorized"), answer.Problem);
    }

    [Fact]
    public async Task The_demo_password_opens_nothing_outside_demo_mode()
    {
        using var folder = new TemporaryFolder();
        await using (await TollgateServer.Start(folder: folder.Data))
        {
        }
        await using (var server = await TollgateServer.Start(folder: folder.Data, demo: false))
        {
            var answer = await server.Http.Post("/api/session", Right);
            Assert.Equal((401, "invalid_credentials"), answer.Problem);
        }
    }
}
