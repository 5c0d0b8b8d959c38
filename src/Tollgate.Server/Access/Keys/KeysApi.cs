using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Audit;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Keys;

/// <summary>Keys of machines. A secret is shown once, in the answer that makes it.</summary>
static class KeysApi
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").WithTags("Keys").RequireAuthorization(Policies.Admin);
        keys.MapGet("/", List).WithSummary("All keys, newest first, without their secrets");
        keys.MapPost("/", Create).WithSummary("Make a key").Refuses(400, 409);
        keys.MapPost("/{id}/rotate", Rotate)
            .WithSummary("Make a successor; the old key works for some time more").Refuses(400, 404);
        keys.MapDelete("/{id}", Revoke)
            .WithSummary("Revoke a key, everywhere within 2 s").Refuses(404);
    }

    static async Task<Ok<KeysResponse>> List(TollgateDb db, CancellationToken cancellation) =>
        TypedResults.Ok(new KeysResponse(
            [.. (await db.MachineKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellation))
                .Select(KeyResponse.Of)]));

    static async Task<Created<KeySecretResponse>> Create(
        Body<KeyRequest> body, HttpContext http, CredentialCache keys, KeyMaker maker)
    {
        var actor = (Caller.Of(http).Actor, http.Connection.RemoteIpAddress?.ToString());
        var made = await maker.Create(body.Value.Name, body.Value.Scopes, actor, http.RequestAborted);
        await keys.Refresh(http.RequestAborted);
        return Shown(http, made);
    }

    static async Task<Results<Created<KeySecretResponse>, Problem>> Rotate(
        string id, HttpContext http, CredentialCache keys, KeyMaker maker, AuditLog audit, TimeProvider clock,
        [FromQuery(Name = "grace_minutes")] int graceMinutes = 24 * 60)
    {
        if (graceMinutes is < 0 or > 43_200)
            return Problems.Invalid("grace_minutes", "must be from 0 to 43200 (30 days).");
        return Shown(http, await keys.Change(Replace, http.RequestAborted));

        async Task<KeySecretResponse> Replace(TollgateDb db, CancellationToken running)
        {
            var old = await Active(db, id, clock, running);
            var (key, secret) = maker.Make(old.Name, Scopes.Split(old.Scopes));
            var end = clock.GetUtcNow().AddMinutes(graceMinutes);
            if (old.ExpiresAt is null || old.ExpiresAt > end)
                old.ExpiresAt = end;
            db.Add(key);
            audit.Add(db, http, "key.rotated", "key:" + old.Id, to: "key:" + key.Id);
            return KeySecretResponse.Of(key, secret);
        }
    }

    static async Task<NoContent> Revoke(
        string id, HttpContext http, CredentialCache keys, AuditLog audit, TimeProvider clock)
    {
        await keys.Change(
            async (db, running) =>
            {
                var key = await Active(db, id, clock, running);
                key.RevokedAt = clock.GetUtcNow();
                audit.Add(db, http, "key.revoked", "key:" + key.Id);
            },
            http.RequestAborted);
        return TypedResults.NoContent();
    }

    /// <exception cref="ProblemException">404, there is none.</exception>
    static async Task<ApiKey> Active(TollgateDb db, string id, TimeProvider clock, CancellationToken cancellation) =>
        await ApiKey.Active(db.MachineKeys, clock.GetUtcNow()).SingleOrDefaultAsync(key => key.Id == id, cancellation)
            ?? throw new ProblemException(Problems.NotFound($"There is no active key \"{id}\"."));

    static Created<KeySecretResponse> Shown(HttpContext http, KeySecretResponse made)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created("/api/keys/" + made.KeyId, made);
    }
}
