using Microsoft.AspNetCore.Builder;

namespace Tollgate.Server.Tests.Http;

public sealed class DashboardTests
{
    static async Task<TollgateServer> Start(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "assets"));
        File.WriteAllText(Path.Combine(root, "index.html"), "<title>Tollgate</title>");
        File.WriteAllText(Path.Combine(root, "assets", "app-1a2b.js"), "1");
        return await TollgateServer.Start(settings: ["--WebRoot=" + root]);
    }

    [Fact]
    public async Task The_dashboards_own_routes_get_its_page_and_the_APIs_never_do()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await Start(folder.Data))
        {
            foreach (var path in new[] { "/", "/cases", "/cases/0193", "/sign-in" })
            {
                var page = await server.Http.Get(path);
                Assert.Equal("text/html", page.Type);
                Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
                Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
            }
            foreach (var path in new[] { "/api/nothing", "/health/nothing", "/assets/gone.js" })
                Assert.Equal((404, "not_found"), (await server.Http.Get(path)).Problem);
            var asset = await server.Http.Get("/assets/app-1a2b.js");
            Assert.Contains("immutable", asset.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task Every_answer_forbids_framing_sniffing_and_referrers()
    {
        await using var server = await TollgateServer.Start(
            map: app => app.MapGet("/api/broken", string () => throw new IOException()));
        foreach (var path in new[] { "/health/live", "/docs/", "/nothing", "/api/me", "/api/broken" })
        {
            var answer = await server.Http.Get(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_foreign_host_name_does_not_reach_a_gate_on_this_machine()
    {
        await using var server = await TollgateServer.Start();
        var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = "evil.example";
        Assert.Equal(400, (int)(await server.Http.Call(request)).Status);
    }
}
