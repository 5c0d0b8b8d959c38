namespace Tollgate.Server.Tests.Access.Users;

public sealed class UsersApiTests
{
    static object Maria(string password = TollgateServer.Password, params string[] roles) =>
        new { username = "maria", password, roles = roles.Length == 0 ? ["analyst"] : roles };

    [Fact]
    public async Task An_added_user_signs_in_with_the_roles_contained_in_theirs()
    {
        await using var server = await TollgateServer.Start();
        var made = await server.Admin.Post("/api/users", Maria(roles: "lead"));
        Assert.Equal(201, (int)made.Status);
        Assert.Equal("/api/users/maria", made.Headers.Location!.ToString());
        Assert.DoesNotContain("password", made.Body);
        var me = (await (await server.SignIn("Maria")).Get("/api/me")).Json;
        Assert.Equal(["lead", "analyst"], me.GetProperty("roles").Deserialize<string[]>()!);
        var names = (await server.Admin.Get("/api/users"))["items"].EnumerateArray()
            .Select(user => user.GetProperty("username").GetString());
        Assert.Equal(["admin", "maria"], names);
    }

    [Theory]
    [InlineData("short", "analyst", "password")]
    [InlineData("right horse", "boss", "roles")]
    public async Task A_user_against_the_rules_is_refused_by_field(string password, string role, string field)
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Admin.Post("/api/users", Maria(password, role));
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.True(answer["errors"].TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_name_is_taken_once_whatever_its_case()
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Admin.Post(
            "/api/users", new { username = "ADMIN", password = TollgateServer.Password, roles = new[] { "analyst" } });
        Assert.Equal((409, "username_taken"), answer.Problem);
    }

    [Fact]
    public async Task People_and_machines_have_no_name_in_common()
    {
        await using var server = await TollgateServer.Start();
        await server.Admin.Post("/api/users", Maria());
        await server.NamedMachine("Shop", "cases");
        foreach (var name in new[] { "maria", "MARIA", " maria" })
        {
            var key = await server.Admin.Post("/api/keys", new { name, scopes = new[] { "label" } });
            Assert.Equal((409, "name_taken"), key.Problem);
        }
        var user = new { username = "shop", password = TollgateServer.Password, roles = new[] { "analyst" } };
        Assert.Equal((409, "username_taken"), (await server.Admin.Post("/api/users", user)).Problem);
        // Of the history and the audit log.
        var person = await server.Admin.Post("/api/users", user with { username = "gate" });
        Assert.Equal((400, "invalid"), person.Problem);
        var gate = await server.Admin.Post("/api/keys", new { name = "Gate", scopes = new[] { "label" } });
        Assert.Equal((400, "invalid"), gate.Problem);
        Assert.Single((await server.Admin.GetJson("/api/keys")).List("items"));
    }

    [Fact]
    public async Task New_roles_hold_for_the_token_in_hand()
    {
        await using var server = await TollgateServer.Start();
        await server.Admin.Post("/api/users", Maria(roles: "admin"));
        var maria = await server.SignIn("maria");
        Assert.Equal(200, (int)(await maria.Get("/api/users")).Status);
        var changed = await server.Admin.Patch("/api/users/maria", new { roles = new[] { "auditor" } });
        Assert.Equal(200, (int)changed.Status);
        Assert.Equal((403, "forbidden"), (await maria.Get("/api/users")).Problem);
        Assert.Equal(200, (int)(await maria.Get("/api/audit")).Status);
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once_and_stays_out_until_enabled()
    {
        await using var server = await TollgateServer.Start();
        var maria = await server.As("analyst");
        await server.Admin.Patch("/api/users/analyst", new { disabled = true });
        Assert.Equal(401, (int)(await maria.Get("/api/me")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.SignIn("analyst"));
        await server.Admin.Patch("/api/users/analyst", new { disabled = false });
        Assert.Equal(401, (int)(await maria.Get("/api/me")).Status);
        await server.SignIn("analyst");
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_and_the_old_password()
    {
        await using var server = await TollgateServer.Start();
        var maria = await server.As("analyst");
        var reset = await server.Admin.Post("/api/users/analyst/password", new { password = "another horse" });
        Assert.Equal(204, (int)reset.Status);
        Assert.Equal(401, (int)(await maria.Get("/api/me")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.SignIn("analyst"));
        await server.SignIn("analyst", "another horse");
    }

    [Fact]
    public async Task The_last_admin_can_be_neither_disabled_nor_demoted()
    {
        await using var server = await TollgateServer.Start();
        foreach (var change in new object[] { new { disabled = true }, new { roles = new[] { "analyst" } } })
        {
            var answer = await server.Admin.Patch("/api/users/admin", change);
            Assert.Equal((409, "last_admin"), answer.Problem);
        }
        Assert.Equal(200, (int)(await server.Admin.Get("/api/users")).Status);
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("analyst")]
    [InlineData("auditor")]
    public async Task Users_and_keys_are_the_admins(string role)
    {
        await using var server = await TollgateServer.Start();
        var user = await server.As(role);
        Assert.Equal((403, "forbidden"), (await user.Get("/api/users")).Problem);
        Assert.Equal((403, "forbidden"), (await user.Get("/api/keys")).Problem);
        Assert.Equal((401, "unauthorized"), (await server.Http.Get("/api/keys")).Problem);
    }
}
