using Microsoft.AspNetCore.Http.HttpResults;

namespace Tollgate.Server.Telemetry;

/// <summary>Probes for the machine that runs the gate.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").DisableHttpMetrics();
        health.MapGet("/live", () => TypedResults.Ok(new Live("live"))).WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithSummary("The gate can do all its work; else 503 and what is missing");
    }

    static async Task<JsonHttpResult<Ready>> Ready(HttpContext http, Readiness readiness, CancellationToken cancellation)
    {
        var missing = await readiness.Missing(cancellation);
        if (missing.Count > 0)
            http.Response.Headers.RetryAfter = "1";
        return missing.Count == 0
            ? TypedResults.Json(new Ready("ready", missing))
            : TypedResults.Json(new Ready("not_ready", missing), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <param name="Status">live</param>
sealed record Live(string Status);

/// <param name="Status">ready or not_ready</param>
/// <param name="Missing">Part → one sentence on what is missing.</param>
sealed record Ready(string Status, SortedDictionary<string, string> Missing);
