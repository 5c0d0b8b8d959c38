using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Access tokens that were found genuine, until they expire, so that a client's next requests cost no second check of
/// signature and claims. What a token may do is looked up anew at every request all the same.
/// </summary>
sealed class ValidatedTokens(AccessTokens tokens, TimeProvider clock)
{
    const int Most = 10_000, LongestToken = 2_048;
    const string Scheme = JwtBearerDefaults.AuthenticationScheme + " ";

    readonly ConcurrentDictionary<Hash, JsonWebToken> known = [];

    public void Add(JsonWebToken token)
    {
        if (token.EncodedToken.Length > LongestToken)
            return;
        if (known.Count >= Most)
            known.Clear();
        known[Hash.Of(token.EncodedToken)] = token;
    }

    /// <summary>
    /// Says who makes the request, if its token is known. Any other is left to authentication, which also says why.
    /// </summary>
    public bool Recognize(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.Ordinal)
            || header.Length > Scheme.Length + LongestToken)
        {
            return false;
        }
        var hash = Hash.Of(header.AsSpan(Scheme.Length));
        if (!known.TryGetValue(hash, out var token))
            return false;
        if (token.ValidTo <= clock.GetUtcNow().UtcDateTime)
        {
            known.TryRemove(hash, out _);
            return false;
        }
        if (tokens.CallerOf(token) is not { } caller)
            return false;
        http.User = new CallerPrincipal(caller, token, JwtBearerDefaults.AuthenticationScheme);
        return true;
    }

    /// <summary>SHA-256: the tokens themselves are not kept as a key, and nobody finds two with the same.</summary>
    readonly record struct Hash(UInt128 First, UInt128 Second)
    {
        public static Hash Of(ReadOnlySpan<char> token)
        {
            // A genuine token has no question mark, which is what becomes of other characters here.
            Span<byte> text = stackalloc byte[LongestToken];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text[..Encoding.ASCII.GetBytes(token, text)], hash);
            return MemoryMarshal.Read<Hash>(hash);
        }
    }
}
