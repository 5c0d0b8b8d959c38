using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tollgate.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Ready_names_what_is_missing_and_live_does_not_care()
    {
        await using var server = await TollgateServer.Start();
        Assert.Equal(200, (int)(await server.Http.Get("/health/ready")).Status);
        var parts = server.Resolve<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.Equal(
            ["cases", "database", "keys", "log"], parts.Select(part => part.Name).Order(StringComparer.Ordinal));
        Add("queue", () => HealthCheckResult.Unhealthy("The queue is 12 events behind."));
        Add("model", () => throw new IOException("The model file is gone."));
        var answer = await server.Http.Get("/health/ready");
        Assert.Equal(503, (int)answer.Status);
        var missing = answer["missing"];
        Assert.Equal(["model", "queue"], missing.EnumerateObject().Select(part => part.Name));
        Assert.Equal("The queue is 12 events behind.", missing.GetProperty("queue").GetString());
        Assert.Equal("The model file is gone.", missing.GetProperty("model").GetString());
        Assert.Equal(200, (int)(await server.Http.Get("/health/live")).Status);

        void Add(string part, Func<HealthCheckResult> check) =>
            parts.Add(new HealthCheckRegistration(part, new Check(check), null, null));
    }

    [Fact]
    public async Task Metrics_are_there_for_Prometheus()
    {
        await using var server = await TollgateServer.Start();
        await server.SignIn("admin", "admin123");
        await server.Http.Post("/api/session", new { username = "admin", password = "wrong" });
        var text = (await server.Http.Get("/metrics")).Body;
        // The meter is heard process-wide, so other tests' servers count here too.
        Assert.Matches("tollgate_access_sign_ins_total\\{.*result=\"succeeded\".*\\} [1-9]", text);
        Assert.Matches("tollgate_access_sign_ins_total\\{.*result=\"failed\".*\\} [1-9]", text);
        Assert.Contains("http_server_request_duration_seconds_bucket", text);
    }

    [Fact]
    public async Task The_API_describes_itself_in_snake_case_with_its_ways_to_authenticate()
    {
        await using var server = await TollgateServer.Start();
        var document = (await server.Http.Get("/openapi/v1.json")).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        var components = document.GetProperty("components");
        Assert.True(components.GetProperty("securitySchemes").TryGetProperty("bearer", out _));
        Assert.True(components.GetProperty("securitySchemes").TryGetProperty("signature", out _));
        var paths = document.GetProperty("paths");
        var keys = paths.GetProperty("/api/keys").GetProperty("post");
        Assert.True(keys.GetProperty("security")[0].TryGetProperty("bearer", out _));
        Assert.True(keys.GetProperty("responses").TryGetProperty("default", out _));
        Assert.True(keys.TryGetProperty("requestBody", out _));
        Assert.False(paths.GetProperty("/api/token").GetProperty("post").TryGetProperty("security", out var none)
            && none.GetArrayLength() > 0);
        foreach (var schema in components.GetProperty("schemas").EnumerateObject())
        {
            if (!schema.Value.TryGetProperty("properties", out var properties))
                continue;
            Assert.All(properties.EnumerateObject(), property => Assert.Matches("^[a-z0-9_]+$", property.Name));
        }
    }

    [Fact]
    public async Task The_documentation_page_loads_nothing_from_elsewhere()
    {
        await using var server = await TollgateServer.Start();
        var page = await server.Http.Get("/docs/");
        Assert.Equal(200, (int)page.Status);
        var html = page.Body;
        var sources = Regex.Matches(html, "(?:src|href)=\"([^\"]+)\"").Select(found => found.Groups[1].Value).ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotContain("//", source));
        foreach (var source in sources)
            Assert.Equal(200, (int)(await server.Http.Get("/docs/" + source)).Status);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Regex.Match(policy, "'nonce-([^']+)'").Groups[1].Value;
        Assert.Equal(Regex.Count(html, "<script"), Regex.Count(html, $"nonce=\"{nonce}\""));
        Assert.DoesNotContain("http", policy);
    }

    sealed class Check(Func<HealthCheckResult> answer) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
