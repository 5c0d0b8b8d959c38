using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tollgate.Server.Http;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>The change of one case, for many.</summary>
sealed class BulkChangeRequest : CaseChangeRequest
{
    /// <summary>1 to 200 cases.</summary>
    public required Guid[] Ids { get; init; }
}

/// <summary>One result a case, in the order asked for.</summary>
sealed record BulkChangeResponse(List<BulkResult> Results);

/// <summary>What became of the change of one case.</summary>
/// <param name="Status">200, 404 or 409, as PATCH would have answered.</param>
/// <param name="Error">The problem, when it was refused.</param>
sealed record BulkResult(
    Guid Id,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProblemResponse? Error = null);

/// <summary>The same change to many cases, each for itself: what one refuses does not hold up the others.</summary>
static class BulkChange
{
    const int Most = 200;

    public static async Task<Results<Ok<BulkChangeResponse>, Problem>> Apply(
        Body<BulkChangeRequest> body, HttpContext http, CaseWorkflow workflow)
    {
        var order = body.Value;
        if (order.Ids.Length is 0 or > Most)
            return Problems.Invalid("ids", $"must hold 1 to {Most} ids.");
        if (order.Ids.Distinct().Count() < order.Ids.Length)
            return Problems.Invalid("ids", "must not hold an id twice.");
        if (order.IsEmpty)
            return Problems.Invalid("status", "or assignee is required.");
        var results = new List<BulkResult>(order.Ids.Length);
        foreach (var id in order.Ids)
        {
            var refusal = await Change(id);
            results.Add(refusal is null
                ? new(id, StatusCodes.Status200OK)
                : new(id, refusal.Status, ProblemResponse.Of(refusal)));
        }
        return TypedResults.Ok(new BulkChangeResponse(results));

        async Task<Problem?> Change(Guid id)
        {
            try
            {
                return await workflow.Change(id, order, _ => true, http);
            }
            catch (ProblemException e)
            {
                // Such as a gate that is too busy to say which payments were labelled by hand.
                return e.Problem;
            }
        }
    }
}
