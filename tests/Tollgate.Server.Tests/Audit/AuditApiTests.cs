namespace Tollgate.Server.Tests.Audit;

public sealed class AuditApiTests
{
    static async Task<List<JsonElement>> Entries(TollgateServer server, string query = "?limit=200")
    {
        var page = (await server.Admin.Get("/api/audit" + query)).Json;
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    [Fact]
    public async Task An_entry_says_who_what_which_from_to_when_and_where()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        await server.As("analyst");
        await server.Admin.Patch("/api/users/analyst", new { roles = new[] { "lead" } });
        var entry = (await Entries(server, "?action=user.roles_changed")).Single();
        Assert.Equal(
            ("user:admin", "user:analyst", "analyst", "lead"),
            (Text(entry, "actor"), Text(entry, "object"), Text(entry, "from"), Text(entry, "to")));
        Assert.Equal("2026-11-23T12:00:00.000Z", Text(entry, "at"));
        Assert.Contains("127.0.0.1", Text(entry, "address"));
    }

    [Fact]
    public async Task Sign_ins_sign_outs_users_and_keys_leave_entries_without_secrets()
    {
        await using var server = await TollgateServer.Start();
        await server.As("analyst");
        var id = (await server.Machine("read")).Id;
        await server.Admin.Post($"/api/keys/{id}/rotate");
        await server.Admin.Delete($"/api/keys/{id}");
        await server.Admin.Post("/api/users/analyst/password", new { password = "another horse" });
        await server.Admin.Patch("/api/users/analyst", new { disabled = true });
        var tokens = (await server.Http.PostForm(
            "/api/token", ("grant_type", "password"), ("username", "admin"), ("password", "admin123"))).Json;
        await server.Http.PostForm("/api/revoke", ("token", tokens.Text("refresh_token")));
        var entries = await Entries(server);
        Assert.Subset(
            entries.Select(entry => Text(entry, "action")!).ToHashSet(),
            new HashSet<string>
            {
                "user.created", "user.password_reset", "user.disabled", "key.created", "key.rotated", "key.revoked",
                "session.started", "session.ended",
            });
        var text = string.Join("\n", entries);
        Assert.DoesNotContain("horse", text);
        Assert.DoesNotContain("admin123", text);
    }

    [Fact]
    public async Task Failed_sign_ins_of_a_minute_are_one_entry_and_one_with_their_number()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await TollgateServer.Start(folder: folder.Data, now: TollgateServer.Noon))
        {
            for (var i = 0; i < 4; i++)
                await server.Http.Post("/api/session", new { username = "admin", password = "wrong" });
            await server.Http.Post("/api/session", new { username = "my-password", password = "wrong" });
        }
        await using (var server = await TollgateServer.Start(folder: folder.Data, now: TollgateServer.Noon))
        {
            var refused = await Entries(server, "?action=session.refused");
            Assert.Equal(
                [("user:admin", "3 attempts"), ("user:unknown", "1 attempt"), ("user:admin", "1 attempt")],
                refused.Select(entry => (Text(entry, "object"), Text(entry, "to"))));
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await using var server = await TollgateServer.Start();
        for (var i = 0; i < 6; i++)
            await server.Machine("read");
        var auditor = await server.As("auditor");
        var all = (await Entries(server)).Select(entry => entry.GetProperty("id").GetInt64()).Skip(1).ToList();
        var read = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await auditor.Get($"/api/audit?limit=3{cursor}")).Json;
            var items = page.GetProperty("items").EnumerateArray();
            read.AddRange(items.Select(entry => entry.GetProperty("id").GetInt64()));
            cursor = Text(page, "next_cursor") is { } next ? "&cursor=" + next : null;
        }
        Assert.Equal(all, read.Where(all.Contains));
        Assert.Equal(read.Count, read.Distinct().Count());
    }

    [Theory]
    [InlineData("admin", 200)]
    [InlineData("auditor", 200)]
    [InlineData("lead", 403)]
    [InlineData("analyst", 403)]
    public async Task The_log_is_for_auditors_and_admins(string role, int status)
    {
        await using var server = await TollgateServer.Start();
        var user = role == "admin" ? server.Admin : await server.As(role);
        Assert.Equal(status, (int)(await user.Get("/api/audit")).Status);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Admin.Get("/api/audit?" + query);
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.True(answer["errors"].TryGetProperty(field, out _));
    }
}
