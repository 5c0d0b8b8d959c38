using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class TokenApiTests
{
    static Task<HttpResponseMessage> Ask(RunningServer gate, params (string, string)[] form) =>
        gate.Http.PostAsync("/api/token", RunningServer.Form(form));

    static (string, string)[] Password(
        string password = RunningServer.AdminPassword, string name = RunningServer.Admin) =>
        [("grant_type", "password"), ("username", name), ("password", password)];

    static (string, string)[] Refresh(string token) => [("grant_type", "refresh_token"), ("refresh_token", token)];

    static async Task<string> Error(HttpResponseMessage answer, int status = 400)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return (await answer.Json()).GetProperty("error").GetString()!;
    }

    [Fact]
    public async Task A_password_gives_tokens_that_no_one_may_store()
    {
        await using var gate = await RunningServer.Start();
        using var answer = await Ask(gate, Password());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var tokens = await answer.Json();
        Assert.Equal("Bearer", tokens.GetProperty("token_type").GetString());
        Assert.Equal(900, tokens.GetProperty("expires_in").GetInt32());
        Assert.Equal(43, tokens.GetProperty("refresh_token").GetString()!.Length);
        using var me = await gate.Get("/api/me", tokens.GetProperty("access_token").GetString());
        var caller = await me.Json();
        Assert.Equal("admin", caller.GetProperty("username").GetString());
        Assert.Equal(["admin", "lead", "analyst"], caller.GetProperty("roles").Deserialize<string[]>()!);
    }

    [Fact]
    public async Task Refusals_are_those_of_RFC_6749()
    {
        await using var gate = await RunningServer.Start();
        Assert.Equal("invalid_request", await Error(await Ask(gate)));
        Assert.Equal("invalid_request", await Error(
            await Ask(gate, ("grant_type", "password"), ("username", "admin"))));
        Assert.Equal("invalid_request", await Error(await Ask(gate, [.. Password(), ("username", "admin")])));
        Assert.Equal(
            (415, "unsupported_media_type"), await (await gate.Send(HttpMethod.Post, "/api/token", body: 1)).Problem());
        Assert.Equal("unsupported_grant_type", await Error(await Ask(gate, ("grant_type", "implicit"))));
        Assert.Equal("invalid_scope", await Error(await Ask(gate, [.. Password(), ("scope", "everything")])));
        Assert.Equal("invalid_grant", await Error(await Ask(gate, Refresh("x"))));
        Assert.Equal("invalid_client", await Error(
            await Ask(gate, ("grant_type", "client_credentials"), ("client_id", "x"), ("client_secret", "y")), 401));
    }

    [Fact]
    public async Task A_wrong_secret_does_not_tell_whether_its_key_exists()
    {
        await using var gate = await RunningServer.Start();
        using var made = await gate.Send(
            HttpMethod.Post, "/api/keys", await gate.SignIn(), new { name = "shop", scopes = new[] { "decide" } });
        var key = (await made.Json()).GetProperty("key_id").GetString()!;
        foreach (var id in new[] { key, "tgk_nobody" })
        {
            foreach (var secret in new[] { new string('A', 43), new string('!', 43) })
            {
                Assert.Equal("invalid_client", await Error(await Ask(
                    gate, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)), 401));
            }
        }
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer()
    {
        await using var gate = await RunningServer.Start();
        using var wrong = await Ask(gate, Password("wrong horse"));
        using var unknown = await Ask(gate, Password("wrong horse", "nobody"));
        Assert.Equal("invalid_grant", await Error(wrong));
        Assert.Equal(await wrong.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_access_token_ends_after_fifteen_minutes()
    {
        await using var gate = await RunningServer.Start();
        var token = await gate.SignIn();
        gate.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (int)(await gate.Get("/api/me", token)).StatusCode);
        gate.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, "unauthorized"), await (await gate.Get("/api/me", token)).Problem());
    }

    [Fact]
    public async Task A_token_that_was_touched_or_names_no_algorithm_opens_nothing()
    {
        await using var gate = await RunningServer.Start();
        var parts = (await gate.SignIn()).Split('.');
        var none = System.Buffers.Text.Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}"""));
        foreach (var forged in new[]
        {
            $"{none}.{parts[1]}.", $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}A.{parts[2]}", $"{none}.{parts[1]}.{parts[2]}",
        })
        {
            Assert.Equal(401, (int)(await gate.Get("/api/me", forged)).StatusCode);
        }
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_a_second_use_ends_the_session()
    {
        await using var gate = await RunningServer.Start();
        var first = await (await Ask(gate, Password())).Json();
        var old = first.GetProperty("refresh_token").GetString()!;
        var second = await (await Ask(gate, Refresh(old))).Json();
        var access = second.GetProperty("access_token").GetString();
        Assert.Equal(200, (int)(await gate.Get("/api/me", access)).StatusCode);

        Assert.Equal("invalid_grant", await Error(await Ask(gate, Refresh(old))));
        var next = second.GetProperty("refresh_token").GetString()!;
        Assert.Equal("invalid_grant", await Error(await Ask(gate, Refresh(next))));
        Assert.Equal(401, (int)(await gate.Get("/api/me", access)).StatusCode);
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_with_one_token_at_most_one_succeeds()
    {
        await using var gate = await RunningServer.Start();
        var token = (await (await Ask(gate, Password())).Json()).GetProperty("refresh_token").GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Ask(gate, Refresh(token))));
        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 0, 1);
        Assert.All(answers, answer => Assert.True((int)answer.StatusCode is 200 or 400));
    }

    [Fact]
    public async Task A_refresh_token_ends_after_fourteen_days()
    {
        var folder = RunningServer.NewFolder();
        string token;
        await using (var gate = await RunningServer.Start(folder, now: "2026-11-01T12:00:00Z"))
            token = (await (await Ask(gate, Password())).Json()).GetProperty("refresh_token").GetString()!;
        await using (var late = await RunningServer.Start(folder, now: "2026-11-15T12:00:00Z"))
        {
            using var answer = await Ask(late, Refresh(token));
            Assert.Equal("invalid_grant", await Error(answer));
        }
        await using (var before = await RunningServer.Start(folder, now: "2026-11-15T11:59:59Z"))
        {
            using var answer = await Ask(before, Refresh(token));
            Assert.Equal(200, (int)answer.StatusCode);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Revoking_the_refresh_token_ends_its_access_token_too()
    {
        await using var gate = await RunningServer.Start();
        var tokens = await (await Ask(gate, Password())).Json();
        var refresh = tokens.GetProperty("refresh_token").GetString()!;
        using var revoked = await gate.Http.PostAsync("/api/revoke", RunningServer.Form(("token", refresh)));
        Assert.Equal(200, (int)revoked.StatusCode);
        Assert.Equal("invalid_grant", await Error(await Ask(gate, Refresh(refresh))));
        Assert.Equal(401, (int)(await gate.Get("/api/me", tokens.GetProperty("access_token").GetString())).StatusCode);
        using var unknown = await gate.Http.PostAsync("/api/revoke", RunningServer.Form(("token", "unknown")));
        Assert.Equal(200, (int)unknown.StatusCode);
        Assert.Equal("invalid_request", await Error(await gate.Http.PostAsync("/api/revoke", RunningServer.Form())));
    }

    [Fact]
    public async Task A_machine_key_gives_a_token_with_its_scopes_by_form_or_by_basic()
    {
        await using var gate = await RunningServer.Start();
        var (id, bytes) = await gate.NewKey("decide", "read");
        var secret = System.Buffers.Text.Base64Url.EncodeToString(bytes);
        var tokens = await (await Ask(
            gate, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret))).Json();
        Assert.Equal("decide read", tokens.GetProperty("scope").GetString());
        Assert.False(tokens.TryGetProperty("refresh_token", out _));
        var access = tokens.GetProperty("access_token").GetString();
        var me = await (await gate.Get("/api/me", access)).Json();
        Assert.Equal(["decide", "read"], me.GetProperty("scopes").Deserialize<string[]>()!);
        Assert.Equal((403, "forbidden"), await (await gate.Get("/api/users", access)).Problem());

        var basic = new HttpRequestMessage(HttpMethod.Post, "/api/token")
        {
            Content = RunningServer.Form(("grant_type", "client_credentials"), ("scope", "read")),
        };
        basic.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        Assert.Equal("read", (await (await gate.Http.SendAsync(basic)).Json()).GetProperty("scope").GetString());

        var wrong = (secret[0] == 'A' ? "B" : "A") + secret[1..];
        Assert.Equal("invalid_client", await Error(await Ask(
            gate, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", wrong)), 401));
        Assert.Equal("invalid_scope", await Error(await Ask(
            gate, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret),
            ("scope", "cases"))));

        await gate.Send(HttpMethod.Delete, "/api/keys/" + id, await gate.SignIn());
        Assert.Equal(401, (int)(await gate.Get("/api/me", access)).StatusCode);
    }
}
