using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Tollgate.Server.Tests.Access.Sessions;

/// <summary>A person's token of fewer scopes is for a program, which must not do what only the person may.</summary>
public sealed class NarrowedTokenTests
{
    const string Any = "01933333-0000-7000-8000-000000000001";

    // What the scope is for, and what everybody who has a token may know.
    static readonly string[] Reachable = ["GET /api/me", "GET /api/transactions/{id}"];

    static async Task<HttpClient> Narrowed(TollgateServer server, string scope, string name = "admin")
    {
        var password = name == "admin" ? "admin123" : TollgateServer.Password;
        var answer = await server.Http.PostForm(
            "/api/token", ("grant_type", "password"), ("username", name), ("password", password), ("scope", scope));
        return server.Bearer(answer.EnsureSuccess().Text("access_token"));
    }

    [Fact]
    public async Task No_route_but_those_of_its_scope_opens_to_the_read_token_of_an_admin()
    {
        await using var server = await TollgateServer.Start();
        using var client = await Narrowed(server, "read");
        var opened = new List<string>();
        var asked = 0;
        foreach (var (method, path) in Routes(server))
        {
            asked++;
            using var request = new HttpRequestMessage(
                new HttpMethod(method), path.Replace("{id:guid}", Any).Replace("{id}", "x").Replace("{name}", "x"));
            var type = path.EndsWith("/batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";
            if (method != "GET")
                request.Content = new StringContent("{}", Encoding.UTF8, type);
            var answer = await client.Call(request);
            if ((int)answer.Status is not (401 or 403))
                opened.Add($"{method} {path}");
        }
        Assert.True(asked > 20, $"only {asked} routes were found");
        Assert.Equal(Reachable, opened.Order());
    }

    [Fact]
    public async Task It_makes_nobody_an_admin()
    {
        await using var server = await TollgateServer.Start();
        using var client = await Narrowed(server, "read");
        var mallory = new { username = "mallory", password = "right horse", roles = new[] { "admin" } };
        Assert.Equal((403, "forbidden"), (await client.Post("/api/users", mallory)).Problem);
        Assert.Empty((await client.GetJson("/api/me")).List("roles"));
    }

    [Fact]
    public async Task All_scopes_by_name_are_no_narrower_than_none()
    {
        await using var server = await TollgateServer.Start();
        using var all = await Narrowed(server, "read label cases decide");
        Assert.Equal(200, (int)(await all.Get("/api/users")).Status);
        await server.As("analyst");
        using var analyst = await Narrowed(server, "label read", "analyst");
        Assert.Equal(200, (int)(await analyst.Get("/api/cases")).Status);
    }

    [Fact]
    public async Task A_role_given_later_does_not_make_a_token_in_hand_a_narrowed_one()
    {
        await using var server = await TollgateServer.Start();
        using var analyst = await server.As("analyst");
        await server.Admin.Patch("/api/users/analyst", new { roles = new[] { "admin" } });
        Assert.Equal(200, (int)(await analyst.Get("/api/cases")).Status);
    }

    // Those that let in everybody take no notice of a token.
    static IEnumerable<(string Method, string Path)> Routes(TollgateServer server) =>
        from endpoint in server.Resolve<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let path = endpoint.RoutePattern.RawText!
        where path.StartsWith("/api/", StringComparison.Ordinal)
            || path.StartsWith("/internal/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, path);
}
