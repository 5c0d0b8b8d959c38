using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;

namespace Tollgate.Server.Tests.Http;

/// <summary>
/// The places that depend on a text or a name of the framework that is no promise of it. Each has its test here, so
/// that a new SDK that words it otherwise fails by the name of the place.
/// </summary>
public sealed class FrameworkSeamTests
{
    sealed record Shape(string Name, int Count);

    [Theory]
    [InlineData("""{"name":"a"}""", "count", "is required.")]
    [InlineData("""{"name":"a","count":1,"more":2}""", "more", "is not known here.")]
    [InlineData("""{"name":"a","name":"b","count":1}""", "name", "stands here twice.")]
    [InlineData("""{"name":"a","count":"b"}""", "count", "has a value of the wrong kind.")]
    public void BodyError_reads_what_the_JSON_reader_says(string json, string field, string message)
    {
        var failure = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Shape>(json, ApiJson.Options));

        var problem = BodyError.Of(failure, Encoding.UTF8.GetBytes(json));

        Assert.Equal([message], Assert.Single(problem.Errors!, error => error.Key == field).Value);
    }

    [Theory]
    [InlineData("/api/seam?count=many", "count: has a value of the wrong kind.")]
    [InlineData("/api/seam", "count: is required.")]
    public async Task ParameterError_reads_what_the_binding_says(string target, string detail)
    {
        await using var server = await TollgateServer.Start(map: app => app.MapGet("/api/seam", (int count) => count));

        Assert.Equal(detail, (await server.Http.Get(target)).Text("detail"));
    }

    [Fact]
    public void AccessSetup_removes_a_hosted_service_that_bearer_tokens_bring_along()
    {
        var services = new ServiceCollection();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();

        Assert.Contains(
            services,
            part => part.ServiceType == typeof(IHostedService)
                && part.ImplementationType?.Name == "DataProtectionHostedService");
    }

    [Fact]
    public async Task AccessSetup_keeps_the_host_from_authenticating_calls_without_a_token()
    {
        await using var server = await TollgateServer.Start(map: app => app.MapGet(
            "/api/seam", (HttpContext http) => http.Features.Get<IAuthenticationFeature>() is null ? "none" : "done"));

        Assert.Equal("none", (await server.Http.Get("/api/seam")).Body);
        Assert.Equal("done", (await server.Admin.Get("/api/seam")).Body);
    }
}
