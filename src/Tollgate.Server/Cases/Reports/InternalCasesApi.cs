using Tollgate.Server.Access;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Cases.Reports;

/// <summary>Other systems report risky payments; signed, with a nonce that is accepted once.</summary>
static class InternalCasesApi
{
    public static void MapInternalCases(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/internal/cases", (HttpContext http, ExternalReports reports) => reports.Take(http))
            .WithTags("Cases").WithSummary("Report a risky payment: it joins its user's open case or opens one")
            .TakesSignedCalls(Scopes.Cases, once: true).Accepts<ReportRequest>("application/json")
            .TakesHeader("X-Tollgate-Nonce", "16 to 64 of A–Z a–z 0–9 - _, accepted once.")
            .Refuses(400, 401, 403, 409, 413, 415, 503);
}
