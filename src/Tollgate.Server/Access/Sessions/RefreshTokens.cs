using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Opaque tokens of 256 bits, of which the database knows the SHA-256. Each is good for one refresh. For a short while
/// a used one gives the same answer again: two tabs, or a client that lost the answer, end up with one and the same
/// token. After that a used one was stolen, from its owner or by its owner's thief, and ends the session for both.
/// </summary>
sealed class RefreshTokens(
    TollgateDb read,
    CredentialCache keys,
    DatabaseWriter writer,
    TokenSecret secret,
    Settings settings,
    TimeProvider clock,
    ILogger<RefreshTokens> logger)
{
    /// <summary>No double use is further behind the newest token of its session.</summary>
    const int LongestChain = 100;

    /// <summary>Adds the first token of a sign-in; saved with the audit entry of the caller.</summary>
    /// <param name="scopes">Those of the user's that the sign-in is granted.</param>
    public SessionLink Start(TollgateDb db, ActiveUser user, string[] scopes)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var narrowed = AccessTokens.IsNarrowed(user.Caller.Roles, scopes) ? string.Join(' ', scopes) : null;
        var end = clock.GetUtcNow() + settings.Access.SessionLifetime;
        return SessionLink.Of(user, Add(db, token, user.Caller.UserId!.Value, Guid.NewGuid(), end, narrowed), token);
    }

    /// <summary>Takes a token for the next; null when it is unknown, expired, revoked or was stolen.</summary>
    public async Task<SessionLink?> Rotate(string token, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var old = await Find(read, token, cancellation);
        if (old is null || old.RevokedAt is not null || old.ExpiresAt <= now)
            return null;
        if (keys.FindUser(old.UserId) is not { } user)
            return null;
        if (await writer.Write(Take, cancellation) is { } next)
            return next;
        logger.RefreshTokenReused(old.FamilyId, old.UserId);
        await End(old.FamilyId, cancellation);
        return null;

        async Task<SessionLink?> Take(TollgateDb db, CancellationToken running)
        {
            // Of two at once, one finds it unused.
            var taken = await db.RefreshTokens
                .Where(row => row.Hash == old.Hash && row.UsedAt == null && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), running);
            if (taken == 0)
                return await NewestAfter(db, token, user, running);
            var successor = Successor(token);
            return SessionLink.Of(
                user, Add(db, successor, old.UserId, old.FamilyId, old.SessionEndsAt, old.Scopes), successor);
        }
    }

    /// <summary>Ends the session that the token belongs to, with its access tokens.</summary>
    /// <returns>Whose it was; null when there was none.</returns>
    public async Task<Guid?> EndSession(string token, CancellationToken cancellation)
    {
        var found = await Find(read, token, cancellation);
        if (found is null || found.RevokedAt is not null)
            return null;
        await End(found.FamilyId, cancellation);
        return found.UserId;
    }

    async Task End(Guid session, CancellationToken cancellation) => await keys.Change(
        (db, running) => db.RefreshTokens
            .Where(row => row.FamilyId == session && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, clock.GetUtcNow()), running),
        cancellation);

    /// <summary>
    /// The unused end of the chain behind a used token; null when one on the way was used too long ago, or has ended.
    /// </summary>
    async Task<SessionLink?> NewestAfter(
        TollgateDb db, string token, ActiveUser user, CancellationToken cancellation)
    {
        for (var i = 0; i < LongestChain; i++)
        {
            if (await Find(db, token, cancellation) is not { RevokedAt: null } row)
                return null;
            if (row.UsedAt is not { } usedAt)
                return SessionLink.Of(user, row, token);
            if (clock.GetUtcNow() - usedAt > settings.Access.RefreshTokenLeeway)
                return null;
            token = Successor(token);
        }

        return null;
    }

    // It follows from the token before, so that it can be told again without being stored.
    string Successor(string token) => Base64Url.EncodeToString(
        HMACSHA256.HashData(secret.KeyFor("tollgate refresh token"), Encoding.UTF8.GetBytes(token)));

    static Task<RefreshToken?> Find(TollgateDb db, string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        return db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
    }

    RefreshToken Add(
        TollgateDb db, string token, Guid userId, Guid session, DateTimeOffset sessionEndsAt, string? scopes)
    {
        var end = clock.GetUtcNow() + settings.Access.RefreshTokenLifetime;
        var row = new RefreshToken
        {
            Hash = Hash(token),
            FamilyId = session,
            UserId = userId,
            ExpiresAt = end < sessionEndsAt ? end : sessionEndsAt,
            SessionEndsAt = sessionEndsAt,
            Scopes = scopes,
        };
        db.RefreshTokens.Add(row);
        return row;
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
