using System.Net.Http.Headers;

namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class TokenApiTests
{
    static Task<Answer> Ask(TollgateServer server, params (string, string)[] form) =>
        server.Http.PostForm("/api/token", form);

    static (string, string)[] Password(string password = "admin123", string name = "admin") =>
        [("grant_type", "password"), ("username", name), ("password", password)];

    static (string, string)[] Refresh(string token) => [("grant_type", "refresh_token"), ("refresh_token", token)];

    static string Error(Answer answer, int status = 400)
    {
        Assert.Equal(status, (int)answer.Status);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return answer.Text("error");
    }

    [Fact]
    public async Task A_password_gives_tokens_that_no_one_may_store()
    {
        await using var server = await TollgateServer.Start();
        var answer = await Ask(server, Password());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var tokens = answer.Json;
        Assert.Equal("Bearer", tokens.Text("token_type"));
        Assert.Equal(900, tokens.GetProperty("expires_in").GetInt32());
        Assert.Equal(43, tokens.Text("refresh_token").Length);
        var me = await server.Bearer(tokens.Text("access_token")).Get("/api/me");
        var caller = me.Json;
        Assert.Equal("admin", caller.Text("username"));
        Assert.Equal(["admin", "lead", "analyst"], caller.GetProperty("roles").Deserialize<string[]>()!);
    }

    [Fact]
    public async Task Refusals_are_those_of_RFC_6749()
    {
        await using var server = await TollgateServer.Start();
        Assert.Equal("invalid_request", Error(await Ask(server)));
        Assert.Equal("invalid_request", Error(
            await Ask(server, ("grant_type", "password"), ("username", "admin"))));
        Assert.Equal("invalid_request", Error(await Ask(server, [.. Password(), ("username", "admin")])));
        Assert.Equal(
            (415, "unsupported_media_type"), (await server.Http.Post("/api/token", 1)).Problem);
        Assert.Equal("unsupported_grant_type", Error(await Ask(server, ("grant_type", "implicit"))));
        Assert.Equal("invalid_scope", Error(await Ask(server, [.. Password(), ("scope", "everything")])));
        Assert.Equal("invalid_grant", Error(await Ask(server, Refresh("x"))));
        Assert.Equal("invalid_client", Error(
            await Ask(server, ("grant_type", "client_credentials"), ("client_id", "x"), ("client_secret", "y")), 401));
    }

    [Fact]
    public async Task A_wrong_secret_does_not_tell_whether_its_key_exists()
    {
        await using var server = await TollgateServer.Start();
        var made = await server.Admin.Post("/api/keys", new { name = "shop", scopes = new[] { "decide" } });
        var key = made.Text("key_id");
        foreach (var id in new[] { key, "tgk_nobody" })
        {
            foreach (var secret in new[] { new string('A', 43), new string('!', 43) })
            {
                Assert.Equal("invalid_client", Error(await Ask(
                    server, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)), 401));
            }
        }
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer()
    {
        await using var server = await TollgateServer.Start();
        var wrong = await Ask(server, Password("wrong horse"));
        var unknown = await Ask(server, Password("wrong horse", "nobody"));
        Assert.Equal("invalid_grant", Error(wrong));
        Assert.Equal(wrong.Body, unknown.Body);
    }

    [Fact]
    public async Task An_access_token_ends_after_fifteen_minutes()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        server.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (int)(await server.Admin.Get("/api/me")).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, "unauthorized"), (await server.Admin.Get("/api/me")).Problem);
    }

    [Fact]
    public async Task A_token_that_was_touched_or_names_no_algorithm_opens_nothing()
    {
        await using var server = await TollgateServer.Start();
        var parts = (await Ask(server, Password())).Text("access_token").Split('.');
        var none = System.Buffers.Text.Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}"""));
        foreach (var forged in new[]
        {
            $"{none}.{parts[1]}.", $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}A.{parts[2]}", $"{none}.{parts[1]}.{parts[2]}",
        })
        {
            Assert.Equal(401, (int)(await server.Bearer(forged).Get("/api/me")).Status);
        }
    }

    [Fact]
    public async Task A_refresh_token_ends_after_fourteen_days()
    {
        using var folder = new TemporaryFolder();
        string token;
        await using (var server = await TollgateServer.Start(folder: folder.Data, now: "2026-11-01T12:00:00Z"))
            token = (await Ask(server, Password())).Text("refresh_token");
        await using (var late = await TollgateServer.Start(folder: folder.Data, now: "2026-11-15T12:00:00Z"))
        {
            var answer = await Ask(late, Refresh(token));
            Assert.Equal("invalid_grant", Error(answer));
        }
        await using (var before = await TollgateServer.Start(folder: folder.Data, now: "2026-11-15T11:59:59Z"))
        {
            var answer = await Ask(before, Refresh(token));
            Assert.Equal(200, (int)answer.Status);
        }
    }

    [Fact]
    public async Task Revoking_the_refresh_token_ends_its_access_token_too()
    {
        await using var server = await TollgateServer.Start();
        var tokens = (await Ask(server, Password())).Json;
        var refresh = tokens.Text("refresh_token");
        var revoked = await server.Http.PostForm("/api/revoke", ("token", refresh));
        Assert.Equal(200, (int)revoked.Status);
        Assert.Equal("invalid_grant", Error(await Ask(server, Refresh(refresh))));
        Assert.Equal(401, (int)(await server.Bearer(tokens.Text("access_token")).Get("/api/me")).Status);
        var unknown = await server.Http.PostForm("/api/revoke", ("token", "unknown"));
        Assert.Equal(200, (int)unknown.Status);
        Assert.Equal("invalid_request", Error(await server.Http.PostForm("/api/revoke")));
    }

    [Fact]
    public async Task A_machine_key_gives_a_token_with_its_scopes_by_form_or_by_basic()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.Machine("decide", "read");
        var (id, secret) = (key.Id, System.Buffers.Text.Base64Url.EncodeToString(key.Secret));
        var tokens = (await Ask(
            server, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret))).Json;
        Assert.Equal("decide read", tokens.Text("scope"));
        Assert.False(tokens.TryGetProperty("refresh_token", out _));
        var access = tokens.Text("access_token");
        var me = (await server.Bearer(access).Get("/api/me")).Json;
        Assert.Equal(["decide", "read"], me.GetProperty("scopes").Deserialize<string[]>()!);
        Assert.Equal((403, "forbidden"), (await server.Bearer(access).Get("/api/users")).Problem);

        var basic = new HttpRequestMessage(HttpMethod.Post, "/api/token")
        {
            Content = HttpCalls.Form(("grant_type", "client_credentials"), ("scope", "read")),
        };
        basic.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        Assert.Equal("read", (await server.Http.Call(basic)).Text("scope"));

        var wrong = (secret[0] == 'A' ? "B" : "A") + secret[1..];
        Assert.Equal("invalid_client", Error(await Ask(
            server, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", wrong)), 401));
        Assert.Equal("invalid_scope", Error(await Ask(
            server, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret),
            ("scope", "cases"))));

        await server.Admin.Delete("/api/keys/" + id);
        Assert.Equal(401, (int)(await server.Bearer(access).Get("/api/me")).Status);
    }
}
