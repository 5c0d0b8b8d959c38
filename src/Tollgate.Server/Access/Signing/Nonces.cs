using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;
using Tollgate.Server.Storage.Sqlite;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access.Signing;

/// <summary>Which nonces were accepted: the primary key (key, nonce) lets each in once.</summary>
sealed class Nonces(DatabaseWriter writer, ILogger<Nonces> logger)
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
            await writer.Write(
                db => db.Add(new UsedNonce { KeyId = keyId, Nonce = nonce, ExpiresAt = expiresAt }), cancellation);
            return null;
        }
        catch (DbUpdateException e) when (SqliteFailure.IsDuplicate(e))
        {
            return Replayed;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.NonceStoreFailed(e);
            return Problems.Unavailable(Database.RetryAfter, "The database does not answer; nothing was done.");
        }
    }
}
