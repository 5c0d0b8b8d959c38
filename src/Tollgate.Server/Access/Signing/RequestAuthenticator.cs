using System.Buffers;
using System.Security.Cryptography;
using Tollgate.Server.Http;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access.Signing;

/// <summary>
/// Authenticates machine calls, from the endpoint, as the signature covers the body. Without a signature a bearer
/// token that carries the scope is taken. Only <see cref="AuthenticateOnce"/> waits for the database.
/// </summary>
sealed class RequestAuthenticator(CredentialCache keys, Nonces nonces, ServerMetrics metrics, TimeProvider clock)
{
    public static readonly TimeSpan ClockWindow = TimeSpan.FromSeconds(300);

    static readonly Problem Unsigned = Problems.Unauthorized with { Challenges = RequestSignature.Scheme };
    static readonly Problem Unauthorized =
        Problems.Unauthorized with { Challenges = new([RequestSignature.Scheme, "Bearer"]) };

    static readonly Problem Expired = new(
        401, "expired", "Not authenticated", "The timestamp is more than 300 s away from this clock.")
    {
        Challenges = RequestSignature.Scheme,
    };

    /// <summary>
    /// What can be said of a call before a large body is read. A signature can be checked where the headers announce
    /// the hash of the body; it covers nothing else of it.
    /// </summary>
    public UnreadCall CheckUnread(HttpContext http, string scope)
    {
        var headers = http.Request.Headers;
        if (headers.Authorization.Count > 0)
        {
            var bearer = Bearer(http, scope, Roles.None);
            return new(bearer.Caller, IsProven: true, bearer.Refusal);
        }
        if (!ClaimedSignature.TryRead(headers, keys, nonceRequired: false, out var claim))
            return new(null, false, Refuse(Unauthorized));
        Span<byte> announced = stackalloc byte[SHA256.HashSizeInBytes];
        var isProven = ContentDigest.TryRead(headers[ContentDigest.Name], announced);
        if (isProven && !claim.Fits(http, announced))
            return new(null, false, Refuse(Unauthorized));
        var refusal = RefusalOf(claim, scope);
        return new(refusal is null ? claim.Key.Caller : null, isProven, refusal);
    }

    /// <summary>
    /// Allows a call whose signature over the body's bytes, as received, is by a key with the scope, or whose bearer
    /// has the scope or one of the roles.
    /// </summary>
    public AuthenticationResult Authenticate(
        HttpContext http, ReadOnlySpan<byte> body, string scope, Roles orRoles = Roles.None) =>
        http.Request.Headers.Authorization.Count > 0
            ? Bearer(http, scope, orRoles)
            : Signed(http, body, scope, nonceRequired: false, out var claim) with { SignedAt = claim.Time };

    /// <summary>As above, over a body in pieces, of a call that <see cref="CheckUnread"/> has let pass.</summary>
    public AuthenticationResult Authenticate(HttpContext http, ReadOnlySequence<byte> body, string scope)
    {
        if (http.Request.Headers.Authorization.Count > 0)
            return Bearer(http, scope, Roles.None);
        if (!ClaimedSignature.TryRead(http.Request.Headers, keys, nonceRequired: false, out var claim))
            return Refuse(Unauthorized);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in body)
            hash.AppendData(piece.Span);
        return claim.Fits(http, hash.GetHashAndReset()) ? claim.Key.Caller : Refuse(Unauthorized);
    }

    /// <summary>As above, signed with a nonce that is accepted once across restarts and replicas.</summary>
    public async ValueTask<AuthenticationResult> AuthenticateOnce(
        HttpContext http, ReadOnlyMemory<byte> body, string scope)
    {
        var call = Signed(http, body.Span, scope, nonceRequired: true, out var claim);
        if (!call.Allowed)
            return call;
        var keyId = http.Request.Headers[SignatureHeaders.Key].ToString();
        return await nonces.Use(keyId, claim.Nonce, claim.Time + ClockWindow, http.RequestAborted) is { } refusal
            ? Refuse(refusal)
            : call;
    }

    AuthenticationResult Bearer(HttpContext http, string scope, Roles orRoles)
    {
        var caller = Caller.Of(http);
        if (ReferenceEquals(caller, Caller.Nobody))
            return Refuse(Unauthorized);
        return caller.Has(scope) || caller.Has(orRoles) ? caller : Refuse(Lacking(scope));
    }

    AuthenticationResult Signed(
        HttpContext http, ReadOnlySpan<byte> body, string scope, bool nonceRequired, out ClaimedSignature claim)
    {
        var unauthorized = nonceRequired ? Unsigned : Unauthorized;
        if (!ClaimedSignature.TryRead(http.Request.Headers, keys, nonceRequired, out claim))
            return Refuse(unauthorized);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        if (!claim.Fits(http, hash))
            return Refuse(unauthorized);
        return RefusalOf(claim, scope) is { } refusal ? refusal : claim.Key.Caller;
    }

    /// <summary>What is wrong with a call, whoever signed it.</summary>
    Problem? RefusalOf(ClaimedSignature claim, string scope)
    {
        if ((clock.GetUtcNow() - claim.Time).Duration() > ClockWindow)
            return Refuse(Expired);
        return claim.Key.Caller.Has(scope) ? null : Refuse(Lacking(scope));
    }

    Problem Refuse(Problem refusal)
    {
        metrics.Refused(refusal.Code);
        return refusal;
    }

    static Problem Lacking(string scope) => Problems.Forbidden($"This needs the scope \"{scope}\".");
}
