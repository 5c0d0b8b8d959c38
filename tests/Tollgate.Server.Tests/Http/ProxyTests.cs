using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Server.Tests.Http;

/// <summary>Behind a proxy that ends TLS, and without one. The caller of these tests is 127.0.0.1.</summary>
public sealed class ProxyTests
{
    const string Site = "https://gate.example.com";

    static Task<TollgateServer> Start(params string[] settings) => TollgateServer.Start(
        settings: settings,
        map: app => app.MapGet("/api/seen", (HttpContext http) =>
            $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}://{http.Request.Host}"));

    static HttpRequestMessage Forwarded(HttpMethod method, string path, string from = "198.51.100.7") =>
        new(method, path)
        {
            Headers =
            {
                { "X-Forwarded-For", from },
                { "X-Forwarded-Proto", "https" },
                { "X-Forwarded-Host", "gate.example.com" },
            },
        };

    static async Task<string> Seen(TollgateServer server, string from = "198.51.100.7") =>
        (await server.Http.Call(Forwarded(HttpMethod.Get, "/api/seen", from))).EnsureSuccess().Body;

    [Theory]
    [InlineData("--Tollgate:PublicUrl=" + Site)]
    [InlineData("--Tollgate:PublicUrl=" + Site, "--Tollgate:Proxies=10.0.0.0/8")]
    [InlineData("--Tollgate:PublicUrl=" + Site, "--ForwardedHeaders_Enabled=true")]
    public async Task Who_is_no_proxy_is_not_believed(params string[] settings)
    {
        await using var server = await Start(settings);
        Assert.Equal($"127.0.0.1 http://127.0.0.1:{server.Url.Port}", await Seen(server));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3, 127.0.0.0/8")]
    public async Task A_named_proxy_tells_from_where_a_request_came(string proxies)
    {
        await using var server = await Start("--Tollgate:Proxies=" + proxies, "--Tollgate:PublicUrl=" + Site);
        Assert.Equal("198.51.100.7 https://gate.example.com", await Seen(server));
    }

    [Fact]
    public async Task Of_several_steps_those_count_that_named_proxies_have_added()
    {
        await using var server = await Start(
            "--Tollgate:Proxies=127.0.0.1 10.0.0.0/8", "--Tollgate:PublicUrl=" + Site);
        Assert.StartsWith("198.51.100.7 ", await Seen(server, "203.0.113.66, 198.51.100.7, 10.0.0.2"));
    }

    [Fact]
    public async Task Behind_a_proxy_one_guesser_does_not_lock_out_the_others_and_is_named_in_the_audit_log()
    {
        await using var server = await Start("--Tollgate:Proxies=127.0.0.1", "--Tollgate:PublicUrl=" + Site);
        for (var i = 0; i < 5; i++)
            Assert.Equal(401, (int)(await SignIn("198.51.100.7", "wrong horse")).Status);
        Assert.Equal(429, (int)(await SignIn("198.51.100.7", "admin123")).Status);
        Assert.Equal(200, (int)(await SignIn("203.0.113.9", "admin123")).Status);
        Assert.Contains("203.0.113.9", (await server.Admin.Get("/api/audit")).Body);

        Task<Answer> SignIn(string from, string password)
        {
            var request = Forwarded(HttpMethod.Post, "/api/session", from);
            request.Headers.Add("Origin", Site);
            request.Content = System.Net.Http.Json.JsonContent.Create(new { username = "admin", password });
            return server.Http.Call(request);
        }
    }

    [Theory]
    [InlineData(Site, 200)]
    [InlineData("https://evil.example.com", 403)]
    [InlineData("http://gate.example.com", 403)]
    public async Task The_public_address_is_an_origin_to_sign_in_from_even_where_the_proxy_says_nothing(
        string origin, int status)
    {
        await using var server = await Start("--Tollgate:PublicUrl=" + Site);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Headers = { { "Origin", origin } },
            Content = System.Net.Http.Json.JsonContent.Create(new { username = "admin", password = "admin123" }),
        };
        var answer = await server.Http.Call(request);
        Assert.Equal(status, (int)answer.Status);
        if (status == 200)
            Assert.Contains("secure", answer.Headers.GetValues("Set-Cookie").Single().Split("; "));
    }

    [Fact]
    public async Task A_signed_call_holds_whatever_host_the_proxy_asks_for()
    {
        await using var server = await Start("--Tollgate:Proxies=127.0.0.1", "--Tollgate:PublicUrl=" + Site);
        var machine = await server.Machine("decide");
        var body = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());
        var request = machine.Sign(HttpMethod.Post, "/api/decisions", body);
        foreach (var (name, values) in Forwarded(HttpMethod.Post, "/").Headers)
            request.Headers.Add(name, values);
        request.Headers.Host = "gate.example.com";
        request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } };
        Assert.Equal(HttpStatusCode.OK, (await machine.Call(request)).Status);
    }
}
