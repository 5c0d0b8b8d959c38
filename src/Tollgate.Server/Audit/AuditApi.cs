using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Audit;

/// <summary>Reads the audit log, newest first.</summary>
static class AuditApi
{
    const int MostPerPage = 200;

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/audit", List)
            .WithTags("Audit").WithSummary("Who did what, newest first").Refuses(400)
            .RequireAuthorization(Policies.ReadAudit);

    static async Task<Results<Ok<AuditPage>, Problem>> List(
        TollgateDb db, CancellationToken cancellation, int limit = 50, string? cursor = null, string? actor = null,
        string? action = null, string? @object = null)
    {
        if (limit is < 1 or > MostPerPage)
            return Problems.Invalid("limit", $"must be from 1 to {MostPerPage}.");
        var entries = db.AuditEntries.AsNoTracking();
        if (cursor is not null)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
                return Problems.Invalid("cursor", "must be the next_cursor of a page.");
            entries = entries.Where(entry => entry.Id < before);
        }
        if (actor is not null)
            entries = entries.Where(entry => entry.Actor == actor);
        if (action is not null)
            entries = entries.Where(entry => entry.Action == action);
        if (@object is not null)
            entries = entries.Where(entry => entry.Object == @object);
        // One more than asked for tells whether there is a next page.
        var found = await entries.OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellation);
        var next = found.Count > limit ? found[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new AuditPage([.. found.Take(limit).Select(AuditEntryResponse.Of)], next));
    }
}

/// <summary>One page of the audit log.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
sealed record AuditPage(List<AuditEntryResponse> Items, string? NextCursor);

/// <summary>Who did what to which object, when, from where.</summary>
/// <param name="Actor">user:NAME, key:ID, command, system, gate or anonymous.</param>
/// <param name="Action">Object and verb, such as user.created.</param>
/// <param name="Object">Kind and name, such as user:maria.</param>
/// <param name="Address">Network address of the caller.</param>
sealed record AuditEntryResponse(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Object,
    string? From,
    string? To,
    string? Address)
{
    public static AuditEntryResponse Of(AuditEntry entry) => new(
        entry.Id, entry.At, entry.Actor, entry.Action, entry.Object, entry.From, entry.To, entry.Address);
}
