using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
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
    /// Refuses a caller whose token or key id is not known, before a large body is read; null for any other.
    /// </summary>
    public Problem? RefuseUnread(HttpContext http)
    {
        var known = http.Request.Headers.Authorization.Count > 0
            ? !ReferenceEquals(Caller.Of(http), Caller.Nobody)
            : http.Request.Headers[SignatureHeaders.Key] is [{ } id] && keys.FindKey(id) is not null;
        return known ? null : Refuse(Unauthorized);
    }

    /// <summary>
    /// Allows a call whose signature over the body's bytes, as received, is by a key with the scope, or whose bearer
    /// has the scope or one of the roles.
    /// </summary>
    public AuthenticationResult Authenticate(
        HttpContext http, ReadOnlySpan<byte> body, string scope, Roles orRoles = Roles.None) =>
        http.Request.Headers.Authorization.Count > 0
            ? Bearer(http, scope, orRoles)
            : Signed(http, body, scope, nonceRequired: false, out var timestamp) with { SignedAt = timestamp };

    /// <summary>As above, signed with a nonce that is accepted once across restarts and replicas.</summary>
    public async ValueTask<AuthenticationResult> AuthenticateOnce(
        HttpContext http, ReadOnlyMemory<byte> body, string scope)
    {
        var call = Signed(http, body.Span, scope, nonceRequired: true, out var timestamp);
        if (!call.Allowed)
            return call;
        var nonce = http.Request.Headers[SignatureHeaders.Nonce].ToString();
        var keyId = http.Request.Headers[SignatureHeaders.Key].ToString();
        return await nonces.Use(keyId, nonce, timestamp + ClockWindow, http.RequestAborted) is { } refusal
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
        HttpContext http, ReadOnlySpan<byte> body, string scope, bool nonceRequired, out DateTimeOffset timestamp)
    {
        timestamp = default;
        var unauthorized = nonceRequired ? Unsigned : Unauthorized;
        var headers = http.Request.Headers;
        var id = headers[SignatureHeaders.Key];
        var time = headers[SignatureHeaders.Timestamp];
        var nonce = headers[SignatureHeaders.Nonce];
        var signature = headers[SignatureHeaders.Signature];
        if (id.Count != 1 || time.Count != 1 || signature.Count != 1 || nonce.Count > 1)
            return Refuse(unauthorized);
        if (nonce.Count == 1 ? !IsNonce(nonce[0]) : nonceRequired)
            return Refuse(unauthorized);
        if (!TryReadTime(time[0], out timestamp))
            return Refuse(unauthorized);

        var key = keys.FindKey(id[0]!);
        if (key is null)
            return Refuse(unauthorized);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var once = nonce.Count == 1 ? nonce[0] : "";
        if (!RequestSignature.Verify(key.Secret, http.Request.Method, target, time[0], once, body, signature[0]))
            return Refuse(unauthorized);

        if ((clock.GetUtcNow() - timestamp).Duration() > ClockWindow)
            return Refuse(Expired);
        return key.Caller.Has(scope) ? key.Caller : Refuse(Lacking(scope));
    }

    Problem Refuse(Problem refusal)
    {
        metrics.Refused(refusal.Code);
        return refusal;
    }

    static Problem Lacking(string scope) => Problems.Forbidden($"This needs the scope \"{scope}\".");

    static bool TryReadTime(string? text, out DateTimeOffset time)
    {
        time = default;
        // Ten digits last until the year 2286.
        if (text is not { Length: <= 10 })
            return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    static bool IsNonce(string? nonce)
    {
        if (nonce is not { Length: >= 16 and <= 64 })
            return false;
        foreach (var c in nonce)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        return true;
    }
}
