using System.Text.Json;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Access.Users;

public sealed class UsersApiTests
{
    static object Maria(string password = "right horse", params string[] roles) =>
        new { username = "maria", password, roles = roles.Length == 0 ? ["analyst"] : roles };

    [Fact]
    public async Task An_added_user_signs_in_with_the_roles_contained_in_theirs()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        using var made = await gate.Send(HttpMethod.Post, "/api/users", admin, Maria(roles: "lead"));
        Assert.Equal(201, (int)made.StatusCode);
        Assert.Equal("/api/users/maria", made.Headers.Location!.ToString());
        Assert.DoesNotContain("password", await made.Content.ReadAsStringAsync());
        var me = await (await gate.Get("/api/me", await gate.SignIn("Maria", "right horse"))).Json();
        Assert.Equal(["lead", "analyst"], me.GetProperty("roles").Deserialize<string[]>()!);
        var names = (await (await gate.Get("/api/users", admin)).Json()).GetProperty("items").EnumerateArray()
            .Select(user => user.GetProperty("username").GetString());
        Assert.Equal(["admin", "maria"], names);
    }

    [Theory]
    [InlineData("short", "analyst", "password")]
    [InlineData("right horse", "boss", "roles")]
    public async Task A_user_against_the_rules_is_refused_by_field(string password, string role, string field)
    {
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Send(HttpMethod.Post, "/api/users", await gate.SignIn(), Maria(password, role));
        Assert.Equal((400, "invalid"), await answer.Problem());
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_name_is_taken_once_whatever_its_case()
    {
        await using var gate = await RunningServer.Start();
        using var answer = await gate.Send(HttpMethod.Post, "/api/users", await gate.SignIn(),
            new { username = "ADMIN", password = "right horse", roles = new[] { "analyst" } });
        Assert.Equal((409, "username_taken"), await answer.Problem());
    }

    [Fact]
    public async Task New_roles_hold_for_the_token_in_hand()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        await gate.Send(HttpMethod.Post, "/api/users", admin, Maria(roles: "admin"));
        var maria = await gate.SignIn("maria", "right horse");
        Assert.Equal(200, (int)(await gate.Get("/api/users", maria)).StatusCode);
        using var changed = await gate.Send(
            HttpMethod.Patch, "/api/users/maria", admin, new { roles = new[] { "auditor" } });
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Equal((403, "forbidden"), await (await gate.Get("/api/users", maria)).Problem());
        Assert.Equal(200, (int)(await gate.Get("/api/audit", maria)).StatusCode);
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once_and_stays_out_until_enabled()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        var maria = await gate.SignInAs("analyst");
        await gate.Send(HttpMethod.Patch, "/api/users/analyst", admin, new { disabled = true });
        Assert.Equal(401, (int)(await gate.Get("/api/me", maria)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => gate.SignIn("analyst", "right horse"));
        await gate.Send(HttpMethod.Patch, "/api/users/analyst", admin, new { disabled = false });
        Assert.Equal(401, (int)(await gate.Get("/api/me", maria)).StatusCode);
        Assert.NotEmpty(await gate.SignIn("analyst", "right horse"));
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_and_the_old_password()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        var maria = await gate.SignInAs("analyst");
        using var reset = await gate.Send(
            HttpMethod.Post, "/api/users/analyst/password", admin, new { password = "another horse" });
        Assert.Equal(204, (int)reset.StatusCode);
        Assert.Equal(401, (int)(await gate.Get("/api/me", maria)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => gate.SignIn("analyst", "right horse"));
        Assert.NotEmpty(await gate.SignIn("analyst", "another horse"));
    }

    [Fact]
    public async Task The_last_admin_can_be_neither_disabled_nor_demoted()
    {
        await using var gate = await RunningServer.Start();
        var admin = await gate.SignIn();
        foreach (var change in new object[] { new { disabled = true }, new { roles = new[] { "analyst" } } })
        {
            using var answer = await gate.Send(HttpMethod.Patch, "/api/users/admin", admin, change);
            Assert.Equal((409, "last_admin"), await answer.Problem());
        }
        Assert.Equal(200, (int)(await gate.Get("/api/users", await gate.SignIn())).StatusCode);
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("analyst")]
    [InlineData("auditor")]
    public async Task Users_and_keys_are_the_admins(string role)
    {
        await using var gate = await RunningServer.Start();
        var token = await gate.SignInAs(role);
        Assert.Equal((403, "forbidden"), await (await gate.Get("/api/users", token)).Problem());
        Assert.Equal((403, "forbidden"), await (await gate.Get("/api/keys", token)).Problem());
        Assert.Equal((401, "unauthorized"), await (await gate.Get("/api/keys")).Problem());
    }
}
