namespace Tollgate.Server.Tests.Http;

/// <summary>Whoever is not known is told how to make themselves known.</summary>
public sealed class ChallengeTests
{
    const string Signature = "TOLLGATE-HMAC-SHA256";

    [Theory]
    [InlineData("GET", "/api/users", "Bearer")]
    [InlineData("GET", "/api/live", "Bearer")]
    [InlineData("GET", "/api/transactions/x", Signature, "Bearer")]
    [InlineData("POST", "/api/decisions", Signature, "Bearer")]
    [InlineData("POST", "/api/labels", Signature, "Bearer")]
    [InlineData("POST", "/internal/cases", Signature)]
    // Basic would make the browser ask for a password over the dashboard.
    [InlineData("POST", "/api/session", "Bearer")]
    public async Task A_refusal_names_the_schemes_that_are_taken(string method, string path, params string[] schemes)
    {
        await using var server = await TollgateServer.Start();
        var body = method == "GET" ? null : new { username = "nobody", password = "wrong horse" };
        var answer = await server.Http.Call(new HttpMethod(method), path, body);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(schemes, answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    [Fact]
    public async Task A_refresh_without_a_session_does_not_make_the_browser_ask()
    {
        await using var server = await TollgateServer.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/session/refresh");
        request.Headers.Add("X-Tollgate-Session", "1");
        var answer = await server.Http.Call(request);
        Assert.Equal((401, "unauthorized"), answer.Problem);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Fact]
    public async Task A_token_that_is_no_good_is_told_so()
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Bearer("no.good.token").Get("/api/users");
        Assert.Equal(401, (int)answer.Status);
        Assert.StartsWith("Bearer error=\"invalid_token\"", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Fact]
    public async Task A_key_with_a_wrong_secret_is_asked_for_Basic_as_OAuth_wants_it()
    {
        await using var server = await TollgateServer.Start();
        var answer = await server.Http.PostForm(
            "/api/token", ("grant_type", "client_credentials"), ("client_id", "a"), ("client_secret", "b"));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Text("error")));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }
}
