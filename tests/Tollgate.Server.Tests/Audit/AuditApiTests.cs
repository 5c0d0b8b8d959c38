using System.Text.Json;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Audit;

public sealed class AuditApiTests
{
    static async Task<List<JsonElement>> Entries(RunningServer gate, string query = "?limit=200")
    {
        var page = await (await gate.Get("/api/audit" + query, await gate.SignIn())).Json();
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    [Fact]
    public async Task An_entry_says_who_what_which_from_to_when_and_where()
    {
        await using var gate = await RunningServer.Start();
        await gate.SignInAs("analyst");
        await gate.Send(HttpMethod.Patch, "/api/users/analyst", await gate.SignIn(), new { roles = new[] { "lead" } });
        var entry = (await Entries(gate, "?action=user.roles_changed")).Single();
        Assert.Equal(
            ("user:admin", "user:analyst", "analyst", "lead"),
            (Text(entry, "actor"), Text(entry, "object"), Text(entry, "from"), Text(entry, "to")));
        Assert.Equal("2026-11-23T12:00:00.000Z", Text(entry, "at"));
        Assert.Contains("127.0.0.1", Text(entry, "address"));
    }

    [Fact]
    public async Task Sign_ins_sign_outs_users_and_keys_leave_entries_without_secrets()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        await gate.SignInAs("analyst");
        var (id, _) = await gate.NewKey("read");
        await gate.Send(HttpMethod.Post, $"/api/keys/{id}/rotate", admin);
        await gate.Send(HttpMethod.Delete, $"/api/keys/{id}", admin);
        await gate.Send(HttpMethod.Post, "/api/users/analyst/password", admin, new { password = "another horse" });
        await gate.Send(HttpMethod.Patch, "/api/users/analyst", admin, new { disabled = true });
        var tokens = await (await gate.Http.PostAsync("/api/token", RunningServer.Form(
            ("grant_type", "password"), ("username", "admin"), ("password", "admin123")))).Json();
        await gate.Http.PostAsync("/api/revoke", RunningServer.Form(("token", Text(tokens, "refresh_token")!)));
        var entries = await Entries(gate);
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
        var folder = RunningServer.NewFolder();
        await using (var gate = await RunningServer.Start(folder))
        {
            for (var i = 0; i < 4; i++)
                await gate.Send(HttpMethod.Post, "/api/session", body: new { username = "admin", password = "wrong" });
            await gate.Send(
                HttpMethod.Post, "/api/session", body: new { username = "my-password", password = "wrong" });
        }
        await using (var gate = await RunningServer.Start(folder))
        {
            var refused = await Entries(gate, "?action=session.refused");
            Assert.Equal(
                [("user:admin", "3 attempts"), ("user:unknown", "1 attempt"), ("user:admin", "1 attempt")],
                refused.Select(entry => (Text(entry, "object"), Text(entry, "to"))));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await using var gate = await RunningServer.Start();
        for (var i = 0; i < 6; i++)
            await gate.NewKey("read");
        var auditor = await gate.SignInAs("auditor");
        var all = (await Entries(gate)).Select(entry => entry.GetProperty("id").GetInt64()).Skip(1).ToList();
        var read = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await gate.Get($"/api/audit?limit=3{cursor}", auditor)).Json();
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
        await using var gate = await RunningServer.Start();
        var token = role == "admin" ? await gate.SignIn() : await gate.SignInAs(role);
        Assert.Equal(status, (int)(await gate.Get("/api/audit", token)).StatusCode);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Get("/api/audit?" + query, await gate.SignIn());
        Assert.Equal((400, "invalid"), await answer.Problem());
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _));
    }
}
