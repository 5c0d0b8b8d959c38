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
/// Opaque tokens of 256 random bits, of which the database knows the SHA-256. Each is good for one refresh; a used one
/// that comes again was stolen, from its owner or by its owner's thief, and ends the session for both.
/// </summary>
sealed class RefreshTokens(
    TollgateDb read, CredentialCache keys, DatabaseWriter writer, Settings settings, TimeProvider clock,
    ILogger<RefreshTokens> logger)
{
    /// <summary>Adds the first token of a sign-in; saved with the audit entry of the caller.</summary>
    public (string Token, Guid Session) Start(TollgateDb db, Guid userId)
    {
        var session = Guid.NewGuid();
        return (Add(db, userId, session), session);
    }

    /// <summary>Takes a token for the next; null when it is unknown, expired, revoked or used.</summary>
    public async Task<(ActiveUser User, string Token, Guid Session)?> Rotate(
        string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var now = clock.GetUtcNow();
        var old = await read.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
        if (old is null || old.RevokedAt is not null || old.ExpiresAt <= now)
            return null;
        if (keys.FindUser(old.UserId) is not { } user)
            return null;

        if (await writer.Write(Take, cancellation) is { } next)
            return (user, next, old.FamilyId);
        logger.RefreshTokenReused(old.FamilyId, old.UserId);
        await End(old.FamilyId, cancellation);
        return null;

        async Task<string?> Take(TollgateDb db, CancellationToken running)
        {
            // Of two at once, one finds it unused.
            var taken = await db.RefreshTokens
                .Where(row => row.Hash == hash && row.UsedAt == null && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), running);
            return taken == 0 ? null : Add(db, old.UserId, old.FamilyId);
        }
    }

    /// <summary>Ends the session that the token belongs to, with its access tokens.</summary>
    /// <returns>Whose it was; null when there was none.</returns>
    public async Task<Guid?> EndSession(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var found = await read.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
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

    string Add(TollgateDb db, Guid userId, Guid session)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.RefreshTokens.Add(new RefreshToken
        {
            Hash = Hash(token),
            FamilyId = session,
            UserId = userId,
            ExpiresAt = clock.GetUtcNow() + settings.Access.RefreshTokenLifetime,
        });
        return token;
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
