using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;
using Tollgate.Server.Tests.Support;

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

    static Task<RunningServer> Start(string? folder = null) => RunningServer.Start(folder, map: MapProbes);

    static async Task<HttpResponseMessage> Call(
        RunningServer gate, (string Id, byte[] Secret) key, string path = "/api/probe",
        string? nonce = null, int secondsAgo = 0, Action<HttpRequestMessage>? change = null)
    {
        var body = Encoding.UTF8.GetBytes("{}");
        var time = (gate.Clock.GetUtcNow().ToUnixTimeSeconds() - secondsAgo).ToString();
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Tollgate-Key", key.Id);
        request.Headers.Add("X-Tollgate-Timestamp", time);
        if (nonce is not null)
            request.Headers.Add("X-Tollgate-Nonce", nonce);
        request.Headers.Add(
            "X-Tollgate-Signature", RequestSignature.Sign(key.Secret, "POST", path, time, nonce ?? "", body));
        change?.Invoke(request);
        return await gate.Http.SendAsync(request);
    }

    [Fact]
    public async Task A_signed_call_is_let_in_and_named()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("decide");
        Assert.Equal("shop", await (await Call(gate, key)).Content.ReadAsStringAsync());
        Assert.Equal("shop", await (await Call(gate, key, "/api/probe?a=%20b", Nonce)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Whatever_is_wrong_before_the_signature_holds_gets_one_answer()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("decide");
        var texts = new HashSet<string>();
        foreach (var answer in new[]
        {
            await Call(gate, ("tgk_00", key.Secret)),
            await Call(gate, (key.Id, new byte[32])),
            await Call(gate, (key.Id, new byte[32]), secondsAgo: 5000),
            await Call(gate, key, nonce: "short"),
            await Call(gate, key, change: request => request.Headers.Remove("X-Tollgate-Signature")),
            await Call(gate, key, change: request => request.Content = new StringContent("{ }")),
            await Call(gate, key, change: request => request.Headers.Add("X-Tollgate-Key", "second")),
            await gate.Send(HttpMethod.Post, "/api/probe"),
            await gate.Send(HttpMethod.Post, "/api/probe", "not.a.token"),
        })
        {
            Assert.Equal((401, "unauthorized"), await answer.Problem());
            texts.Add(await answer.Content.ReadAsStringAsync());
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
        await using var gate = await Start();
        using var answer = await Call(gate, await gate.NewKey("decide"), secondsAgo: secondsAgo);
        if (allowed)
            Assert.Equal(200, (int)answer.StatusCode);
        else
            Assert.Equal((401, "expired"), await answer.Problem());
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        await using var gate = await Start();
        Assert.Equal((403, "forbidden"), await (await Call(gate, await gate.NewKey("read", "label"))).Problem());
    }

    [Fact]
    public async Task A_bearer_with_the_scope_or_the_role_is_let_in_as_well()
    {
        await using var gate = await Start();
        Assert.Equal(200, (int)(await gate.Send(HttpMethod.Post, "/api/probe", await gate.SignIn())).StatusCode);
        var lead = await gate.Send(HttpMethod.Post, "/api/probe", await gate.SignInAs("lead"));
        Assert.Equal(200, (int)lead.StatusCode);
        var analyst = await gate.Send(HttpMethod.Post, "/api/probe", await gate.SignInAs("analyst"));
        Assert.Equal((403, "forbidden"), await analyst.Problem());
    }

    [Fact]
    public async Task An_internal_call_needs_a_nonce_that_is_taken_once_even_after_a_restart()
    {
        var folder = RunningServer.NewFolder();
        (string, byte[]) key;
        await using (var gate = await Start(folder))
        {
            key = await gate.NewKey("cases");
            Assert.Equal((401, "unauthorized"), await (await Call(gate, key, "/internal/probe")).Problem());
            Assert.Equal(200, (int)(await Call(gate, key, "/internal/probe", Nonce)).StatusCode);
            Assert.Equal((401, "replayed"), await (await Call(gate, key, "/internal/probe", Nonce)).Problem());
            Assert.Equal(200, (int)(await Call(gate, key, "/internal/probe", Nonce + "2")).StatusCode);
        }
        await using (var again = await Start(folder))
            Assert.Equal((401, "replayed"), await (await Call(again, key, "/internal/probe", Nonce)).Problem());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Of_many_calls_at_once_with_one_nonce_one_is_let_in()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("cases");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Call(gate, key, "/internal/probe", Nonce)));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Equal(19, answers.Count(answer => (int)answer.StatusCode == 401));
    }

    [Fact]
    public async Task A_nonce_that_cannot_be_stored_is_not_accepted()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("cases");
        await using (var db = gate.Services.GetRequiredService<IDbContextFactory<TollgateDb>>().CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE used_nonces");
        using var answer = await Call(gate, key, "/internal/probe", Nonce);
        Assert.Equal((503, "unavailable"), await answer.Problem());
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_refused_call_does_not_use_up_its_nonce()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("cases");
        await Call(gate, (key.Id, new byte[32]), "/internal/probe", Nonce);
        Assert.Equal(200, (int)(await Call(gate, key, "/internal/probe", Nonce)).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("decide");
        Assert.Equal(200, (int)(await Call(gate, key)).StatusCode);
        using var revoked = await gate.Send(HttpMethod.Delete, "/api/keys/" + key.Id, await gate.SignIn());
        Assert.Equal(204, (int)revoked.StatusCode);
        Assert.Equal((401, "unauthorized"), await (await Call(gate, key)).Problem());
    }

    [Fact]
    public async Task A_key_that_another_process_revokes_in_the_database_is_refused_within_two_seconds()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("decide");
        Assert.Equal(200, (int)(await Call(gate, key)).StatusCode);
        await using (var db = Database.Open(gate.Services.GetRequiredService<Settings>()))
        {
            await db.Set<ApiKey>().Where(row => row.Id == key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, gate.Clock.GetUtcNow()));
            await CredentialCache.IncrementVersion(db, TestContext.Current.CancellationToken);
        }
        await Eventually(gate, async () => (int)(await Call(gate, key)).StatusCode == 401);
    }

    // Two seconds of the gate's own clock; the rest is the time that the machine takes to notice.
    static async Task Eventually(RunningServer gate, Func<Task<bool>> holds)
    {
        gate.Clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 500 && !await holds(); i++)
            await Task.Delay(10);
        Assert.True(await holds());
    }

    [Fact]
    public async Task The_gate_keeps_calling_in_machines_while_the_database_is_away()
    {
        await using var gate = await Start();
        var key = await gate.NewKey("decide");
        await using (var db = gate.Services.GetRequiredService<IDbContextFactory<TollgateDb>>().CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE checkpoints");
        gate.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (int)(await Call(gate, key)).StatusCode);
        using var ready = await gate.Get("/health/ready");
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.True((await ready.Json()).GetProperty("missing").TryGetProperty("database", out _));
    }
}
