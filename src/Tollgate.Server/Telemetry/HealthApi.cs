using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

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

    static async Task<JsonHttpResult<Ready>> Ready(Readiness readiness, CancellationToken cancellation)
    {
        var missing = await readiness.Missing(cancellation);
        return missing.Count == 0
            ? TypedResults.Json(new Ready("ready", missing))
            : TypedResults.Json(new Ready("not_ready", missing), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

sealed record Live([property: AllowedValues("live")] string Status);

/// <param name="Missing">Part → one sentence on what is missing.</param>
sealed record Ready(
    [property: AllowedValues("ready", "not_ready")] string Status, SortedDictionary<string, string> Missing);
