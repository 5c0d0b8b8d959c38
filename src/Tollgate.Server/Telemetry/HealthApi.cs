using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tollgate.Server.Telemetry;

/// <summary>Probes for the machine that runs the gate.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").DisableHttpMetrics();
        health.MapGet("/live", () => TypedResults.Ok(new Live("live"))).WithSummary("Whether the process answers");
        health.MapGet("/ready", Ready).WithSummary("Whether the gate can do all its work")
            .Produces<Ready>().Produces<Ready>(StatusCodes.Status503ServiceUnavailable);
    }

    // By hand, not by MapHealthChecks: the API's description has no endpoints of another kind.
    static async Task<JsonHttpResult<Ready>> Ready(
        HttpContext http, HealthCheckService health, CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(cancellation);
        var missing = report.Entries.Where(part => part.Value.Status != HealthStatus.Healthy)
            .ToDictionary(part => part.Key, part => part.Value.Description ?? part.Value.Status.ToString());
        if (report.Status == HealthStatus.Unhealthy)
            http.Response.Headers.RetryAfter = "1";
        return report.Status != HealthStatus.Unhealthy
            ? TypedResults.Json(new Ready("ready", new(missing, StringComparer.Ordinal)))
            : TypedResults.Json(
                new Ready("not_ready", new(missing, StringComparer.Ordinal)),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

sealed record Live([property: AllowedValues("live")] string Status);

/// <param name="Missing">
/// Part → one sentence on what is missing; also of a gate that is ready: what is wrong beside its work.
/// </param>
sealed record Ready(
    [property: AllowedValues("ready", "not_ready")] string Status, SortedDictionary<string, string> Missing);
