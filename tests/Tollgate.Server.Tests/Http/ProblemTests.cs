using Microsoft.AspNetCore.Builder;

namespace Tollgate.Server.Tests.Http;

public sealed class ProblemTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly TollgateServer server = shared.Server;

    Task<Answer> Post(string json, string type = "application/json") =>
        server.Http.Call(new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = new StringContent(json, Encoding.UTF8, type),
        });

    [Theory]
    [InlineData("{", 1)]
    [InlineData("{\n  \"username\": tru}", 19)]
    [InlineData("{\"username\":\"a\",\n\n\"password\" \"b\"}", 29)]
    [InlineData("", 0)]
    public async Task Text_that_is_no_JSON_is_refused_with_the_byte(string text, int offset)
    {
        var answer = await Post(text);
        Assert.Equal((400, "malformed"), answer.Problem);
        Assert.Contains($"at byte {offset}.", answer.Text("detail"));
    }

    [Theory]
    [InlineData("""{"username":1,"password":"b"}""", "username", "wrong kind")]
    [InlineData("""{"username":null,"password":"b"}""", "username", "wrong kind")]
    [InlineData("""{"username":"a"}""", "password", "required")]
    [InlineData("""{"username":"a","password":"b","colour":1}""", "colour", "not known")]
    [InlineData("""{"username":"a","username":"b","password":"b"}""", "username", "twice")]
    public async Task A_field_against_its_rule_is_named(string json, string field, string message)
    {
        var answer = await Post(json);
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.Contains(message, answer["errors"].GetProperty(field)[0].GetString());
    }

    [Fact]
    public async Task Every_refusal_of_the_framework_is_a_problem_too()
    {
        Assert.Equal((404, "not_found"), (await server.Http.Get("/api/nothing")).Problem);
        Assert.Equal((404, "not_found"), (await server.Http.Get("/internal/nothing")).Problem);
        Assert.Equal((404, "not_found"), (await server.Http.Get("/openapi/x.json")).Problem);
        Assert.Equal((405, "method_not_allowed"), (await server.Http.Call(HttpMethod.Put, "/api/session")).Problem);
        Assert.Equal((415, "unsupported_media_type"), (await Post("{}", "text/plain")).Problem);
        Assert.Equal((401, "unauthorized"), (await server.Http.Get("/api/users")).Problem);
    }

    [Theory]
    [InlineData("/api/session", "application/json", 1 << 20)]
    [InlineData("/api/session", "application/json", 40_000_000)]
    [InlineData("/api/token", "application/x-www-form-urlencoded", 64 * 1024)]
    public async Task A_body_above_the_limit_is_too_large(string path, string type, int limit)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(new string('1', limit + 1), Encoding.UTF8, type),
        };
        // Asks before it sends, so that the answer is not lost in the sending.
        request.Headers.ExpectContinue = true;
        var answer = await server.Http.Call(request);
        Assert.Equal((413, "too_large"), answer.Problem);
    }

    [Fact]
    public async Task The_description_of_the_API_has_one_name()
    {
        await using var server = await TollgateServer.Start();
        Assert.Equal("3.1.1", (await server.Http.GetJson("/openapi/v1.json")).Text("openapi"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Whoever_is_to_come_back_is_told_when(int status)
    {
        await using var server = await TollgateServer.Start(map: app =>
            app.MapGet("/api/later", () => Microsoft.AspNetCore.Http.Results.StatusCode(status)));
        var answer = await server.Http.Get("/api/later");
        Assert.Equal(status, answer.Problem.Status);
        Assert.NotNull(answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task What_goes_wrong_inside_says_so_and_no_more()
    {
        await using var own = await TollgateServer.Start(map: app =>
            app.MapGet("/api/broken", string () => throw new InvalidOperationException("secret detail")));
        var answer = await own.Http.Get("/api/broken");
        Assert.Equal((500, "internal"), answer.Problem);
        var text = answer.Body;
        Assert.Contains("trace_id", text);
        Assert.DoesNotContain("secret detail", text);
    }
}
