using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;
using Tollgate.Server.Storage.Sqlite;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access.Signing;

/// <summary>Which nonces were accepted: the primary key (key, nonce) lets each in once.</summary>
sealed class Nonces(IDbContextFactory<TollgateDb> databases, ILogger<Nonces> logger)
{
    static readonly Problem Replayed = new(
        401, "replayed", "Not authenticated", "This nonce was used before.")
    {
        Challenges = RequestSignature.Scheme,
    };

    /// <summary>Null when the nonce is new; else 401 replayed, or 503 when that cannot be known.</summary>
    public async ValueTask<Problem?> Use(
        string keyId, string nonce, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            db.Add(new UsedNonce { KeyId = keyId, Nonce = nonce, ExpiresAt = expiresAt });
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            return Replayed;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.NonceStoreFailed(e);
            return Problems.Unavailable(TimeSpan.FromSeconds(2), "The database does not answer; nothing was done.");
        }
    }
}
