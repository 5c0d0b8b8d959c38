using System.Net.Http.Headers;

namespace Tollgate.Server.Tests.Decisions;

public sealed class SignedDecisionTests : IAsyncLifetime
{
    readonly byte[] body = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());
    TollgateServer server = null!;
    Machine client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start();
        client = await server.Machine("decide");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Without_a_signature_or_token_nothing_is_decided() =>
        await Refused(
            new HttpRequestMessage(HttpMethod.Post, "/api/decisions"), HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    public async Task A_signature_by_another_secret_is_refused()
    {
        var stranger = client with { Secret = new byte[32] };
        await Refused(
            stranger.Sign(HttpMethod.Post, "/api/decisions", body), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_signature_over_another_body_is_refused()
    {
        var other = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());
        await Refused(
            client.Sign(HttpMethod.Post, "/api/decisions", other), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_signature_over_another_target_is_refused()
    {
        var request = client.Sign(HttpMethod.Post, "/api/decisions", body);
        request.RequestUri = new Uri(server.Http.BaseAddress!, "/api/decisions?explain=full");
        await Refused(request, HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(302)]
    public async Task An_old_or_early_timestamp_is_refused_by_name(int seconds) =>
        await Refused(
            client.Sign(HttpMethod.Post, "/api/decisions", body, seconds), HttpStatusCode.Unauthorized, "expired");

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        var reader = await server.Machine("read", "label");
        await Refused(reader.Sign(HttpMethod.Post, "/api/decisions", body), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await server.Admin.Delete("/api/keys/" + client.Id)).Status);

        await Refused(
            client.Sign(HttpMethod.Post, "/api/decisions", body), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_bearer_with_the_scope_decides_and_one_without_it_does_not()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions") { Content = Json() };
        Assert.Equal(HttpStatusCode.OK, (await server.Admin.Call(request)).Status);

        var forged = new HttpRequestMessage(HttpMethod.Post, "/api/decisions");
        var token = server.Admin.DefaultRequestHeaders.Authorization!.Parameter!;
        forged.Headers.Authorization = new("Bearer", token[..^4] + "AAAA");
        await Refused(forged, HttpStatusCode.Unauthorized, "unauthorized", already: 1);
    }

    async Task Refused(HttpRequestMessage request, HttpStatusCode status, string code, long already = 0)
    {
        request.Content = Json();
        var answer = await server.Http.Call(request);
        Assert.Equal(status, answer.Status);
        Assert.Equal("urn:tollgate:problem:" + code, answer["type"].GetString());
        Assert.Equal(already, server.Gate.Decided);
    }

    ByteArrayContent Json() => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
