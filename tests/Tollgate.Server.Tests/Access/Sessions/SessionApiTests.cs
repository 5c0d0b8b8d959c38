using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class SessionApiTests
{
    static readonly object Right = new { username = RunningServer.Admin, password = RunningServer.AdminPassword };

    static async Task<(string Access, string Cookie, string Header)> Start(RunningServer gate)
    {
        using var answer = await gate.Send(HttpMethod.Post, "/api/session", body: Right);
        return await Read(answer);
    }

    static async Task<(string Access, string Cookie, string Header)> Read(HttpResponseMessage answer)
    {
        Assert.Equal(200, (int)answer.StatusCode);
        var header = answer.Headers.GetValues("Set-Cookie").Single();
        return ((await answer.Json()).GetProperty("access_token").GetString()!, header.Split(';')[0], header);
    }

    static Task<HttpResponseMessage> Call(
        RunningServer gate, HttpMethod method, string path, string? cookie, bool header = true, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (header)
            request.Headers.Add("X-Tollgate-Session", "1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return gate.Http.SendAsync(request);
    }

    [Fact]
    public async Task Signing_in_answers_with_a_token_and_a_cookie_that_no_script_reads()
    {
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Send(HttpMethod.Post, "/api/session", body: Right);
        var body = await answer.Json();
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
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Send(
            HttpMethod.Post, "/api/session", body: new { username = RunningServer.Admin, password = "wrong horse" });
        Assert.Equal((401, "invalid_credentials"), await answer.Problem());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_is_taken_once_and_comes_back_new()
    {
        await using var gate = await RunningServer.Start();
        var first = await Start(gate);
        var second = await Read(await Call(gate, HttpMethod.Post, "/api/session/refresh", first.Cookie));
        Assert.NotEqual(first.Cookie, second.Cookie);
        Assert.Equal(200, (int)(await gate.Get("/api/me", second.Access)).StatusCode);
        using var again = await Call(gate, HttpMethod.Post, "/api/session/refresh", first.Cookie);
        Assert.Equal((401, "unauthorized"), await again.Problem());
        Assert.Equal(401, (int)(await gate.Get("/api/me", second.Access)).StatusCode);
    }

    [Fact]
    public async Task Refresh_and_sign_out_need_the_header_and_the_same_origin()
    {
        await using var gate = await RunningServer.Start();
        var session = await Start(gate);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/api/session/refresh"), (HttpMethod.Delete, "/api/session"),
        })
        {
            using var bare = await Call(gate, method, path, session.Cookie, header: false);
            Assert.Equal((403, "forbidden"), await bare.Problem());
            using var foreign = await Call(gate, method, path, session.Cookie, origin: "https://evil.example");
            Assert.Equal((403, "forbidden"), await foreign.Problem());
        }
        var own = gate.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var right = await Call(gate, HttpMethod.Post, "/api/session/refresh", session.Cookie, origin: own);
        Assert.Equal(200, (int)right.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_cookie_and_token()
    {
        await using var gate = await RunningServer.Start();
        var session = await Start(gate);
        using var ended = await Call(gate, HttpMethod.Delete, "/api/session", session.Cookie);
        Assert.Equal(204, (int)ended.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", ended.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal(401, (int)(await Call(gate, HttpMethod.Post, "/api/session/refresh", session.Cookie)).StatusCode);
        Assert.Equal(401, (int)(await gate.Get("/api/me", session.Access)).StatusCode);
    }

    [Fact]
    public async Task Refreshing_without_a_cookie_is_not_authenticated()
    {
        await using var gate = await RunningServer.Start();
        using var answer = await Call(gate, HttpMethod.Post, "/api/session/refresh", null);
        Assert.Equal((401, "unauthorized"), await answer.Problem());
    }

    [Fact]
    public async Task The_demo_password_opens_nothing_outside_demo_mode()
    {
        var folder = RunningServer.NewFolder();
        await using (await RunningServer.Start(folder))
        {
        }
        await using (var gate = await RunningServer.Start(folder, demo: false))
        {
            using var answer = await gate.Send(HttpMethod.Post, "/api/session", body: Right);
            Assert.Equal((401, "invalid_credentials"), await answer.Problem());
        }
        Directory.Delete(folder, recursive: true);
    }
}
