using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Tests.Fuzzing;

namespace Tollgate.Server.Tests.Access.Keys;

/// <summary>Keys that were made under another master key, and everybody who has nothing to do with them.</summary>
public sealed class MasterKeyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_key_under_another_master_key_keeps_no_other_change_from_coming_into_force()
    {
        await using var server = await TollgateServer.Start();
        var shop = await server.Machine("read");
        var analyst = await server.As("analyst");
        await AddForeignKey(server);

        await server.NamedMachine("another shop", "read");
        Assert.Equal(204, (int)(await server.Admin.Delete("/api/keys/" + shop.Id)).Status);
        Assert.Equal(401, (int)(await shop.Read("any")).Status);
        Assert.Equal(200, (int)(await server.Admin.Patch("/api/users/analyst", new { disabled = true })).Status);
        Assert.Equal(401, (int)(await analyst.Get("/api/me")).Status);
        await server.As("lead");
        var session = await server.Http.PostForm(
            "/api/token", ("grant_type", "password"), ("username", "lead"), ("password", TollgateServer.Password));
        var ended = await server.Http.PostForm("/api/revoke", ("token", session.Text("refresh_token")));
        Assert.Equal(200, (int)ended.Status);
        Assert.Equal(401, (int)(await server.Bearer(session.Text("access_token")).Get("/api/me")).Status);
    }

    [Fact]
    public async Task Readiness_and_one_line_of_the_log_tell_of_it_until_it_is_revoked()
    {
        await using var server = await TollgateServer.Start(settings: ["--Logging:LogLevel:Tollgate=Error"]);
        using var log = new CapturedLog();
        server.Resolve<ILoggerFactory>().AddProvider(log);
        await AddForeignKey(server);
        var ready = await Eventually.Is(
            () => server.Http.GetJson("/health/ready"),
            now => now.GetProperty("missing").TryGetProperty("keys", out _));
        Assert.Equal("ready", ready.Text("status"));
        Assert.StartsWith("1 key was made under another master key", ready.GetProperty("missing").Text("keys"));
        Assert.DoesNotContain("tgk_", ready.ToString());
        await server.Machine("read");
        await server.As("lead");
        var told = Assert.Single(log.Faults);
        Assert.Contains("tgk_foreign", told.Text);

        Assert.Equal(204, (int)(await server.Admin.Delete("/api/keys/tgk_foreign")).Status);
        Assert.Empty((await server.Http.GetJson("/health/ready")).GetProperty("missing").EnumerateObject());
    }

    [Fact]
    public async Task A_start_with_the_right_master_key_leaves_foreign_keys_out()
    {
        await using var server = await TollgateServer.Start();
        await AddForeignKey(server);
        await server.Restart();
        Assert.Equal("ready", (await server.Http.GetJson("/health/ready")).Text("status"));
        Assert.Equal(204, (int)(await server.Admin.Delete("/api/keys/tgk_foreign")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_command_makes_no_key_under_another_master_key_beside_a_server_or_alone(bool beside)
    {
        await using var server = await TollgateServer.Start(folder: folder.Data);
        if (!beside)
            await server.Stop();
        string[] command = ["keys", "new", "shop", "--scopes", "decide", "--data", folder.Data];
        var other = ("TOLLGATE_MASTER_KEY", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var wrong = await TollgateProcess.RunWith(other, command);
        Assert.Equal("", wrong.Out);
        Assert.NotEqual(0, wrong.Exit);
        Assert.Contains("TOLLGATE_MASTER_KEY", wrong.Error);
        var right = await TollgateProcess.Run(command);
        Assert.Equal((0, ""), (right.Exit, right.Error));
        if (!beside)
            await server.StartAgain();
        Assert.Single((await server.Admin.GetJson("/api/keys")).List("items"));
    }

    [Fact]
    public async Task A_database_without_keys_takes_a_new_master_key_at_a_start()
    {
        await using (await TollgateServer.Start(folder: folder.Data))
        {
        }
        File.WriteAllText(Path.Combine(folder.Data, "master.key"), Convert.ToBase64String(new byte[32]));
        await using (var server = await TollgateServer.Start(folder: folder.Data))
            await server.Machine("read");
        await using (var again = await TollgateServer.Start(folder: folder.Data))
            Assert.Single((await again.Admin.GetJson("/api/keys")).List("items"));
    }

    /// <summary>As a process with another master key would have made it.</summary>
    static async Task AddForeignKey(TollgateServer server)
    {
        var other = new MasterKey(RandomNumberGenerator.GetBytes(32));
        await CredentialCache.Write(
            server.Resolve<DatabaseWriter>(),
            (db, _) =>
            {
                db.Add(new ApiKey
                {
                    Id = "tgk_foreign",
                    Name = "foreign",
                    Scopes = "read",
                    EncryptedSecret = other.Encrypt(new byte[32], "tgk_foreign"),
                    CreatedAt = DateTimeOffset.UnixEpoch,
                });
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }
}
