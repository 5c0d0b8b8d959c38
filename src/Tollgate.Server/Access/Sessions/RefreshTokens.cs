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
    TollgateDb db, CredentialCache keys, Settings settings, TimeProvider clock, ILogger<RefreshTokens> logger)
{
    /// <summary>Adds the first token of a sign-in; saved with the audit entry of the caller.</summary>
    public (string Token, Guid Session) Start(Guid userId)
    {
        var session = Guid.NewGuid();
        return (Add(userId, session), session);
    }

    /// <summary>Takes a token for the next; null when it is unknown, expired, revoked or used.</summary>
    public async Task<(ActiveUser User, string Token, Guid Session)?> Rotate(
        string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var now = clock.GetUtcNow();
        var old = await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
        if (old is null || old.RevokedAt is not null || old.ExpiresAt <= now)
            return null;
        if (keys.FindUser(old.UserId) is not { } user)
            return null;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Of two at once, one finds it unused.
        var taken = await db.RefreshTokens
            .Where(row => row.Hash == hash && row.UsedAt == null && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellation);
        if (taken == 0)
        {
            await transaction.RollbackAsync(cancellation);
            logger.RefreshTokenReused(old.FamilyId, old.UserId);
            await End(old.FamilyId, cancellation);
            return null;
        }
        var next = Add(old.UserId, old.FamilyId);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (user, next, old.FamilyId);
    }

    /// <summary>Ends the session that the token belongs to, with its access tokens.</summary>
    /// <returns>Whose it was; null when there was none.</returns>
    public async Task<Guid?> EndSession(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var found = await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
        if (found is null || found.RevokedAt is not null)
            return null;
        await End(found.FamilyId, cancellation);
        return found.UserId;
    }

    async Task End(Guid session, CancellationToken cancellation)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellation))
        {
            await db.RefreshTokens
                .Where(row => row.FamilyId == session && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, clock.GetUtcNow()), cancellation);
            await CredentialCache.IncrementVersion(db, cancellation);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        await keys.Refresh(cancellation);
    }

    string Add(Guid userId, Guid session)
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
