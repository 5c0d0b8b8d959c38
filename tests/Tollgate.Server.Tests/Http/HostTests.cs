namespace Tollgate.Server.Tests.Http;

public sealed class HostTests
{
    const string PublicUrl = "--Tollgate:PublicUrl=https://gate.example.com";

    static string Get(string path, string host) => $"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("gate.example.com.evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("localhost.")]
    [InlineData("[::2]")]
    public async Task Another_host_is_refused_by_a_problem_that_names_the_setting(string host)
    {
        await using var server = await TollgateServer.Start(settings: [PublicUrl]);
        foreach (var path in new[] { "/", "/health/live", "/api/me" })
        {
            var answer = await RawCalls.Ask(server.Url, Get(path, host));
            Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
            Assert.Contains("host_not_allowed", answer.Text);
            Assert.Contains("Tollgate:PublicUrl", answer.Text);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]:8000")]
    [InlineData("gate.example.com")]
    [InlineData("gate.example.com:443")]
    public async Task The_names_of_this_machine_and_the_public_address_are_taken(string host)
    {
        await using var server = await TollgateServer.Start(settings: [PublicUrl]);
        Assert.Equal(200, (await RawCalls.Ask(server.Url, Get("/health/live", host))).Status);
    }

    [Fact]
    public async Task The_hosts_that_an_operator_names_are_taken_and_no_others()
    {
        await using var server = await TollgateServer.Start(settings: ["--AllowedHosts=gate.internal;127.0.0.1"]);
        Assert.Equal(200, (await RawCalls.Ask(server.Url, Get("/health/live", "gate.internal"))).Status);
        Assert.Equal(400, (await RawCalls.Ask(server.Url, Get("/health/live", "localhost"))).Status);
    }
}
