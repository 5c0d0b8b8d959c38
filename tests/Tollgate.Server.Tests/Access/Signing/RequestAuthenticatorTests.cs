using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Tests.Access.Signing;

public sealed class RequestAuthenticatorTests
{
    const string Nonce = "0123456789abcdef";

    static async Task<byte[]> BodyOf(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    static void MapProbes(WebApplication app)
    {
        app.MapPost("/api/probe", async (HttpContext http, RequestAuthenticator requests) =>
        {
            var call = requests.Authenticate(http, await BodyOf(http), Scopes.Decide, Roles.Lead);
            return call.Allowed ? Results.Text(call.Caller.Name) : call.Refusal;
        });
        app.MapPost("/internal/probe", async (HttpContext http, RequestAuthenticator requests) =>
        {
            var call = await requests.AuthenticateOnce(http, await BodyOf(http), Scopes.Cases);
            return call.Allowed ? Results.Text(call.Caller.Name) : call.Refusal;
        });
    }

    static Task<TollgateServer> Start() => TollgateServer.Start(now: TollgateServer.Noon, map: MapProbes);

    static async Task<Answer> Call(
        Machine key, string path = "/api/probe", string nonce = "", int secondsAgo = 0,
        Action<HttpRequestMessage>? change = null)
    {
        var body = "{}"u8.ToArray();
        var request = key.Sign(HttpMethod.Post, path, body, -secondsAgo, nonce);
        request.Content = new ByteArrayContent(body);
        change?.Invoke(request);
        return await key.Call(request);
    }

    [Fact]
    public async Task A_signed_call_is_let_in_and_named()
    {
        await using var server = await Start();
        var key = await server.Machine("decide");
        Assert.Equal("shop", (await Call(key)).Body);
        Assert.Equal("shop", (await Call(key, "/api/probe?a=%20b", Nonce)).Body);
    }

    [Fact]
    public async Task Whatever_is_wrong_before_the_signature_holds_gets_one_answer()
    {
        await using var server = await Start();
        var key = await server.Machine("decide");
        var texts = new HashSet<string>();
        foreach (var answer in new[]
        {
            await Call(key with { Id = "tgk_00" }),
            await Call(key with { Secret = new byte[32] }),
            await Call(key with { Secret = new byte[32] }, secondsAgo: 5000),
            await Call(key, nonce: "short"),
            await Call(key, change: request => request.Headers.Remove("X-Tollgate-Signature")),
            await Call(key, change: request => request.Content = new StringContent("{ }")),
            await Call(key, change: request => request.Headers.Add("X-Tollgate-Key", "second")),
            await server.Http.Post("/api/probe"),
            await server.Bearer("not.a.token").Post("/api/probe"),
        })
        {
            Assert.Equal((401, "unauthorized"), answer.Problem);
            texts.Add(answer.Body);
        }
        Assert.Single(texts);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public async Task The_clock_may_differ_by_300_seconds(int secondsAgo, bool allowed)
    {
        await using var server = await Start();
        var answer = await Call(await server.Machine("decide"), secondsAgo: secondsAgo);
        if (allowed)
            Assert.Equal(200, (int)answer.Status);
        else
            Assert.Equal((401, "expired"), answer.Problem);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        await using var server = await Start();
        Assert.Equal((403, "forbidden"), (await Call(await server.Machine("read", "label"))).Problem);
    }

    [Fact]
    public async Task A_bearer_with_the_scope_or_the_role_is_let_in_as_well()
    {
        await using var server = await Start();
        Assert.Equal(200, (int)(await server.Admin.Post("/api/probe")).Status);
        var lead = await (await server.As("lead")).Post("/api/probe");
        Assert.Equal(200, (int)lead.Status);
        var analyst = await (await server.As("analyst")).Post("/api/probe");
        Assert.Equal((403, "forbidden"), analyst.Problem);
    }

    [Fact]
    public async Task An_internal_call_needs_a_nonce_that_is_taken_once_even_after_a_restart()
    {
        await using var server = await Start();
        var key = await server.Machine("cases");
        Assert.Equal((401, "unauthorized"), (await Call(key, "/internal/probe")).Problem);
        Assert.Equal(200, (int)(await Call(key, "/internal/probe", Nonce)).Status);
        Assert.Equal((401, "replayed"), (await Call(key, "/internal/probe", Nonce)).Problem);
        Assert.Equal(200, (int)(await Call(key, "/internal/probe", Nonce + "2")).Status);
        await server.Restart();
        Assert.Equal((401, "replayed"), (await Call(key, "/internal/probe", Nonce)).Problem);
    }

    [Fact]
    public async Task Of_many_calls_at_once_with_one_nonce_one_is_let_in()
    {
        await using var server = await Start();
        var key = await server.Machine("cases");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Call(key, "/internal/probe", Nonce)));
        Assert.Single(answers, answer => answer.IsSuccess);
        Assert.Equal(19, answers.Count(answer => (int)answer.Status == 401));
    }

    [Fact]
    public async Task A_nonce_that_cannot_be_stored_is_not_accepted()
    {
        await using var server = await Start();
        var key = await server.Machine("cases");
        await using (var db = server.OpenDatabase())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE used_nonces");
        var answer = await Call(key, "/internal/probe", Nonce);
        Assert.Equal((503, "unavailable"), answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_refused_call_does_not_use_up_its_nonce()
    {
        await using var server = await Start();
        var key = await server.Machine("cases");
        await Call(key with { Secret = new byte[32] }, "/internal/probe", Nonce);
        Assert.Equal(200, (int)(await Call(key, "/internal/probe", Nonce)).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        await using var server = await Start();
        var key = await server.Machine("decide");
        Assert.Equal(200, (int)(await Call(key)).Status);
        var revoked = await server.Admin.Delete("/api/keys/" + key.Id);
        Assert.Equal(204, (int)revoked.Status);
        Assert.Equal((401, "unauthorized"), (await Call(key)).Problem);
    }

    [Fact]
    public async Task A_key_that_another_process_revokes_in_the_database_is_refused_within_two_seconds()
    {
        await using var server = await Start();
        var key = await server.Machine("decide");
        Assert.Equal(200, (int)(await Call(key)).Status);
        using (var other = new DatabaseWriter(server.Settings, TimeProvider.System))
        {
            await CredentialCache.Write(
                other,
                (db, running) => db.Set<ApiKey>().Where(row => row.Id == key.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.RevokedAt, server.Clock.GetUtcNow()), running),
                TestContext.Current.CancellationToken);
        }
        // Two seconds of the server's own clock; the rest is the time that the machine takes to notice.
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Is(() => Call(key), answer => answer.Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_gate_keeps_calling_in_machines_while_the_database_is_away()
    {
        await using var server = await Start();
        var key = await server.Machine("decide");
        await using (var db = server.OpenDatabase())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE checkpoints");
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (int)(await Call(key)).Status);
        var ready = await server.Http.Get("/health/ready");
        Assert.Equal(503, (int)ready.Status);
        Assert.True(ready["missing"].TryGetProperty("database", out _));
    }
}
