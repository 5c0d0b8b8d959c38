using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Access.Keys;

public sealed class KeysApiTests
{
    [Fact]
    public async Task A_secret_is_shown_once_and_stored_encrypted()
    {
        await using var gate = await RunningServer.Start();
        var (id, secret) = await gate.NewKey("decide");
        Assert.Equal(32, secret.Length);
        var shown = System.Buffers.Text.Base64Url.EncodeToString(secret);
        var admin = await gate.SignIn();
        foreach (var path in new[] { "/api/keys", "/api/audit" })
        {
            var text = await (await gate.Get(path, admin)).Content.ReadAsStringAsync();
            Assert.Contains(id, text);
            Assert.DoesNotContain(shown, text);
        }
        await using var db = gate.Services.GetRequiredService<IDbContextFactory<TollgateDb>>().CreateDbContext();
        var stored = (await db.MachineKeys.SingleAsync()).EncryptedSecret;
        Assert.Equal(-1, stored.AsSpan().IndexOf(secret));
        Assert.Equal(secret, gate.Services.GetRequiredService<MasterKey>().Decrypt(stored, id));
    }

    [Fact]
    public async Task Another_master_key_stops_the_start_with_a_sentence()
    {
        var folder = RunningServer.NewFolder();
        await using (var gate = await RunningServer.Start(folder))
            await gate.NewKey("read");
        File.WriteAllText(Path.Combine(folder, "master.key"), Convert.ToBase64String(new byte[32]));
        var wrong = await Assert.ThrowsAsync<OperatorException>(() => RunningServer.Start(folder));
        Assert.StartsWith("TOLLGATE_MASTER_KEY: ", wrong.Message);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task After_a_rotation_both_keys_work_until_the_grace_is_over()
    {
        await using var gate = await RunningServer.Start();
        var (id, _) = await gate.NewKey("decide", "read");
        using var rotated = await gate.Send(
            HttpMethod.Post, $"/api/keys/{id}/rotate?grace_minutes=60", await gate.SignIn());
        Assert.Equal(201, (int)rotated.StatusCode);
        var successor = await rotated.Json();
        Assert.Equal(["decide", "read"], successor.GetProperty("scopes").Deserialize<string[]>()!);
        var ring = gate.Services.GetRequiredService<CredentialCache>();
        var next = successor.GetProperty("key_id").GetString()!;
        Assert.NotNull(ring.FindKey(id));
        Assert.NotNull(ring.FindKey(next));
        gate.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Null(ring.FindKey(id));
        Assert.NotNull(ring.FindKey(next));
    }

    [Theory]
    [InlineData("", "decide", "name")]
    [InlineData("shop", "everything", "scopes")]
    [InlineData("shop", null, "scopes")]
    public async Task A_key_against_the_rules_is_refused_by_field(string name, string? scope, string field)
    {
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Send(
            HttpMethod.Post, "/api/keys", await gate.SignIn(),
            new { name, scopes = scope is null ? [] : new[] { scope } });
        Assert.Equal((400, "invalid"), await answer.Problem());
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_revoked_is_not_found()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        var (id, _) = await gate.NewKey("read");
        Assert.Equal(204, (int)(await gate.Send(HttpMethod.Delete, "/api/keys/" + id, admin)).StatusCode);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Delete, "/api/keys/" + id), (HttpMethod.Post, "/api/keys/x/rotate"),
        })
        {
            Assert.Equal((404, "not_found"), await (await gate.Send(method, path, admin)).Problem());
        }
    }
}
