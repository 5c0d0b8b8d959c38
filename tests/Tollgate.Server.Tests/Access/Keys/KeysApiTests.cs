using Tollgate.Server.Access.Keys;

namespace Tollgate.Server.Tests.Access.Keys;

public sealed class KeysApiTests
{
    [Fact]
    public async Task A_secret_is_shown_once_and_stored_encrypted()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.Machine("decide");
        Assert.Equal(32, key.Secret.Length);
        var shown = System.Buffers.Text.Base64Url.EncodeToString(key.Secret);
        foreach (var path in new[] { "/api/keys", "/api/audit" })
        {
            var text = (await server.Admin.Get(path)).Body;
            Assert.Contains(key.Id, text);
            Assert.DoesNotContain(shown, text);
        }
        await using var db = server.OpenDatabase();
        var stored = (await db.MachineKeys.SingleAsync()).EncryptedSecret;
        Assert.Equal(-1, stored.AsSpan().IndexOf(key.Secret));
        Assert.Equal(key.Secret, server.Resolve<MasterKey>().Decrypt(stored, key.Id));
    }

    [Fact]
    public async Task Another_master_key_stops_the_start_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await TollgateServer.Start(folder: folder.Data))
            await server.Machine("read");
        File.WriteAllText(Path.Combine(folder.Data, "master.key"), Convert.ToBase64String(new byte[32]));
        var wrong = await Assert.ThrowsAsync<OperatorException>(() => TollgateServer.Start(folder: folder.Data));
        Assert.StartsWith("TOLLGATE_MASTER_KEY: ", wrong.Message);
    }

    [Fact]
    public async Task After_a_rotation_both_keys_work_until_the_grace_is_over()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var id = (await server.Machine("decide", "read")).Id;
        var rotated = await server.Admin.Post($"/api/keys/{id}/rotate?grace_minutes=60");
        Assert.Equal(201, (int)rotated.Status);
        Assert.Equal(["decide", "read"], rotated["scopes"].Deserialize<string[]>()!);
        var ring = server.Resolve<CredentialCache>();
        var next = rotated.Text("key_id");
        Assert.NotNull(ring.FindKey(id));
        Assert.NotNull(ring.FindKey(next));
        server.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Null(ring.FindKey(id));
        Assert.NotNull(ring.FindKey(next));
    }

    [Theory]
    [InlineData("", "decide", "name")]
    [InlineData("shop", "everything", "scopes")]
    [InlineData("shop", null, "scopes")]
    public async Task A_key_against_the_rules_is_refused_by_field(string name, string? scope, string field)
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Admin.Post("/api/keys", new { name, scopes = scope is null ? [] : new[] { scope } });
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.True(answer["errors"].TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_revoked_is_not_found()
    {
        await using var server = await TollgateServer.Start();
        var id = (await server.Machine("read")).Id;
        Assert.Equal(204, (int)(await server.Admin.Delete("/api/keys/" + id)).Status);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Delete, "/api/keys/" + id), (HttpMethod.Post, "/api/keys/x/rotate"),
        })
        {
            Assert.Equal((404, "not_found"), (await server.Admin.Call(method, path)).Problem);
        }
    }
}
