using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Cases.Workflow;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases;

/// <summary>What a case has many of, by pages behind those of its detail.</summary>
static class CasePartsApi
{
    const int MostPerPage = 200;

    public static void MapCaseParts(this RouteGroupBuilder cases)
    {
        cases.MapGet("/{id:guid}/transactions", Transactions)
            .WithSummary("Payments of a case, newest first").Refuses(400, 404);
        cases.MapGet("/{id:guid}/comments", Comments)
            .WithSummary("Comments on a case, newest first").Refuses(400, 404);
        cases.MapGet("/{id:guid}/history", History)
            .WithSummary("What was done to a case, newest first").Refuses(400, 404);
    }

    static async Task<Results<Ok<CaseTransactionPage>, Problem>> Transactions(
        Guid id, HttpContext http, TollgateDb db, CaseDetailQuery details, CancellationToken cancellation,
        int limit = 50, string? cursor = null)
    {
        if (Refusal(limit, cursor, CaseParts.IsNumber) is { } refusal)
            return refusal;
        var total = await db.Cases.Where(found => found.Id == id).Select(found => (int?)found.TransactionCount)
            .SingleOrDefaultAsync(cancellation);
        if (total is null)
            return CaseWorkflow.NoCase(id);
        http.Response.Headers.CacheControl = "no-store";
        var page = await CaseParts.Payments(db, id, new(cursor, limit), cancellation);
        return TypedResults.Ok(new CaseTransactionPage(await details.Labelled(page.Items), page.Next, total.Value));
    }

    static async Task<Results<Ok<CommentPage>, Problem>> Comments(
        Guid id, HttpContext http, TollgateDb db, CancellationToken cancellation, int limit = 50,
        string? cursor = null)
    {
        if (Refusal(limit, cursor, CaseParts.IsId) is { } refusal)
            return refusal;
        if (!await db.Cases.AnyAsync(found => found.Id == id, cancellation))
            return CaseWorkflow.NoCase(id);
        http.Response.Headers.CacheControl = "no-store";
        var page = await CaseParts.Comments(db, id, new(cursor, limit), cancellation);
        return TypedResults.Ok(new CommentPage([.. page.Items.Select(CommentResponse.Of)], page.Next));
    }

    static async Task<Results<Ok<HistoryPage>, Problem>> History(
        Guid id, HttpContext http, TollgateDb db, CancellationToken cancellation, int limit = 50,
        string? cursor = null)
    {
        if (Refusal(limit, cursor, CaseParts.IsNumber) is { } refusal)
            return refusal;
        if (!await db.Cases.AnyAsync(found => found.Id == id, cancellation))
            return CaseWorkflow.NoCase(id);
        http.Response.Headers.CacheControl = "no-store";
        var page = await CaseParts.History(db, id, new(cursor, limit), cancellation);
        return TypedResults.Ok(new HistoryPage([.. page.Items.Select(HistoryLine.Of)], page.Next));
    }

    static Problem? Refusal(int limit, string? cursor, Func<string, bool> isCursor)
    {
        if (limit is < 1 or > MostPerPage)
            return Problems.Invalid("limit", $"must be from 1 to {MostPerPage}.");
        return cursor is null || isCursor(cursor)
            ? null
            : Problems.Invalid("cursor", "must be the next_cursor of a page of the same case, or leave it out.");
    }
}

/// <summary>One page of a case's payments.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
/// <param name="Total">Payments of the case.</param>
sealed record CaseTransactionPage(List<CaseTransactionResponse> Items, string? NextCursor, int Total);

/// <summary>One page of the comments on a case.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
sealed record CommentPage(List<CommentResponse> Items, string? NextCursor);

/// <summary>One page of the history of a case.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
sealed record HistoryPage(List<HistoryLine> Items, string? NextCursor);
