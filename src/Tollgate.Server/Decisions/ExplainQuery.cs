using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Decisions;

/// <summary><c>?explain=full</c>: with all features, and with reasons for an approved payment too.</summary>
static class ExplainQuery
{
    public static readonly Problem Wrong = Problems.Invalid("explain", "must be full, or not be there.");

    public static TBuilder TakesExplain<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.TakesQuery(
            "explain", "With all features, and with reasons for an approved payment too.", OpenApiDetails.Text("full"));

    public static bool TryRead(HttpContext http, out bool full)
    {
        full = false;
        if (!http.Request.QueryString.HasValue)
            return true;
        var values = http.Request.Query["explain"];
        full = values.Count == 1 && values[0] == "full";
        return full || values.Count == 0;
    }
}
