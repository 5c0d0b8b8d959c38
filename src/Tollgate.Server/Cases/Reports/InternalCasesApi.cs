using Tollgate.Server.Access;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Http;

namespace Tollgate.Server.Cases.Reports;

/// <summary>Other systems report risky payments; signed, with a nonce that is accepted once.</summary>
static class InternalCasesApi
{
    public static void MapInternalCases(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/internal/cases", (HttpContext http, ExternalReports desk) => desk.Take(http))
            .WithTags("Cases").WithSummary("Report a risky payment: it joins its user's open case or opens one")
            .TakesSignedCalls(Scopes.Cases).Accepts<ReportRequest>("application/json")
            .Produces<CaseSummary>(StatusCodes.Status201Created).Produces<CaseSummary>();
}
