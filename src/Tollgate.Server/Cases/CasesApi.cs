using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Access;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Cases.Reports;
using Tollgate.Server.Cases.Workflow;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases;

/// <summary>The work of analysts.</summary>
static class CasesApi
{
    const int LongestComment = 4000;

    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/api/cases").WithTags("Cases").RequireAuthorization(Policies.Read);
        cases.MapGet("/", List).WithSummary("Cases by pages").TakesPage().TakesFilter()
            .TakesHeader("If-None-Match", "ETag of the page that the caller has.", required: false)
            .Produces<CasePage>().AnswersHeader(200, "ETag", "For If-None-Match.").Refuses(400)
            .Produces(StatusCodes.Status304NotModified);
        cases.MapGet("/{id:guid}", Read).WithSummary("All of one case; its ETag is needed to change it")
            .AnswersHeader(200, "ETag", "For If-Match.").Refuses(404).Limited(LimitedRequest.Detail);
        cases.MapPatch("/{id:guid}", Change).RequireAuthorization(Policies.WorkCases)
            .WithSummary("Close, open again, assign")
            .TakesHeader("If-Match", "ETag of the case as it was read, or * for any.")
            .AnswersHeader(200, "ETag", "For the next If-Match.").Refuses(400, 404, 409, 412, 428);
        cases.MapPost("/{id:guid}/comments", Comment).RequireAuthorization(Policies.WorkCases)
            .WithSummary("Comment on a case").Refuses(400, 404);
        cases.MapPost("/bulk", BulkChange.Apply).RequireAuthorization(Policies.Lead)
            .WithSummary("Change up to 200 cases, each with its own result").Refuses(400);
        cases.MapGet("/export", CaseExport.Write).RequireAuthorization(Policies.Lead)
            .WithSummary("All cases of a filter as CSV").Produces<string>(StatusCodes.Status200OK, "text/csv")
            .TakesFilter().Refuses(400).Limited(LimitedRequest.Export);
        cases.MapCaseParts();
        routes.MapInternalCases();
    }

    static Task List(HttpContext http, CaseAnswers answers) => answers.Answer(http);

    static async Task<Results<Ok<CaseDetailResponse>, Problem>> Read(
        Guid id, HttpContext http, TollgateDb db, CaseDetailQuery details)
    {
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, http.RequestAborted);
        if (found is null)
            return CaseWorkflow.NoCase(id);
        http.Response.Headers.ETag = $"\"{found.Version}\"";
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await details.Of(db, found, http.RequestAborted));
    }

    static async Task<Results<Ok<CaseDetailResponse>, Problem>> Change(
        Guid id, Body<CaseChangeRequest> body, HttpContext http, TollgateDb db, CaseWorkflow workflow,
        CaseDetailQuery details)
    {
        var ifMatch = http.Request.Headers.IfMatch;
        if (ifMatch.Count == 0)
            return Problems.PreconditionRequired("Send the ETag of the case as If-Match.");
        if (!EntityTagHeaderValue.TryParseStrictList(ifMatch, out var tags))
            tags = [];
        // A weak tag never matches: RFC 9110, 13.1.1.
        return await workflow.Change(id, body.Value, Seen, http) is { } refusal
            ? refusal
            : await Read(id, http, db, details);

        bool Seen(int version) => tags.Any(
            tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag == $"\"{version}\""));
    }

    static async Task<Results<Created<CommentResponse>, Problem>> Comment(
        Guid id, Body<CommentRequest> body, HttpContext http, CaseWorkflow workflow)
    {
        var text = body.Value.Text.Trim();
        if (text.Length is 0 or > LongestComment)
            return Problems.Invalid("text", $"must have 1 to {LongestComment} characters.");
        if (CardNumber.IsIn(text))
            return Problems.CardNumberIn("text");
        return await workflow.Comment(id, text, http) is { } comment
            ? TypedResults.Created((string?)null, comment)
            : CaseWorkflow.NoCase(id);
    }
}

/// <param name="Text">1 to 4000 characters.</param>
sealed record CommentRequest(string Text);
