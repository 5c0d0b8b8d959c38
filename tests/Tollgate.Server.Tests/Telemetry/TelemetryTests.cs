using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Ready_names_what_is_missing_and_live_does_not_care()
    {
        await using var gate = await RunningServer.Start();
        Assert.Equal(200, (int)(await gate.Get("/health/ready")).StatusCode);
        var parts = gate.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.Equal(["cases", "database", "log"], parts.Select(part => part.Name).Order(StringComparer.Ordinal));
        Add("queue", () => HealthCheckResult.Unhealthy("The queue is 12 events behind."));
        Add("model", () => throw new IOException("The model file is gone."));
        using var answer = await gate.Get("/health/ready");
        Assert.Equal(503, (int)answer.StatusCode);
        var missing = (await answer.Json()).GetProperty("missing");
        Assert.Equal(["model", "queue"], missing.EnumerateObject().Select(part => part.Name));
        Assert.Equal("The queue is 12 events behind.", missing.GetProperty("queue").GetString());
        Assert.Equal("The model file is gone.", missing.GetProperty("model").GetString());
        Assert.Equal(200, (int)(await gate.Get("/health/live")).StatusCode);

        void Add(string part, Func<HealthCheckResult> check) =>
            parts.Add(new HealthCheckRegistration(part, new Check(check), null, null));
    }

    [Fact]
    public async Task Metrics_are_there_for_Prometheus()
    {
        await using var gate = await RunningServer.Start();
        await gate.SignIn();
        await gate.Send(HttpMethod.Post, "/api/session", body: new { username = "admin", password = "wrong" });
        var text = await (await gate.Get("/metrics")).Content.ReadAsStringAsync();
        // The meter is heard process-wide, so other tests' servers count here too.
        Assert.Matches("tollgate_access_sign_ins_total\\{.*result=\"succeeded\".*\\} [1-9]", text);
        Assert.Matches("tollgate_access_sign_ins_total\\{.*result=\"failed\".*\\} [1-9]", text);
        Assert.Contains("http_server_request_duration_seconds_bucket", text);
    }

    [Fact]
    public async Task The_API_describes_itself_in_snake_case_with_its_ways_to_authenticate()
    {
        await using var gate = await RunningServer.Start();
        var document = await (await gate.Get("/openapi/v1.json")).Json();
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
        await using var gate = await RunningServer.Start();
        using var page = await gate.Get("/docs/");
        Assert.Equal(200, (int)page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        var sources = Regex.Matches(html, "(?:src|href)=\"([^\"]+)\"").Select(found => found.Groups[1].Value).ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotContain("//", source));
        foreach (var source in sources)
            Assert.Equal(200, (int)(await gate.Get("/docs/" + source)).StatusCode);
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
