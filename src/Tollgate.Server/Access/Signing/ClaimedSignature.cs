using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Tollgate.Server.Access.Signing;

/// <summary>
/// The headers of a signed call, each in its shape, with the key that they name; whether it has signed is to be seen.
/// </summary>
/// <param name="Time">The same as <paramref name="Timestamp"/>.</param>
/// <param name="Nonce">Empty when there is none.</param>
readonly record struct ClaimedSignature(
    ActiveKey Key, DateTimeOffset Time, string Timestamp, string Nonce, string Signature)
{
    /// <summary>False where one that must be there is not, or is none.</summary>
    public static bool TryRead(
        IHeaderDictionary headers, CredentialCache keys, bool nonceRequired, out ClaimedSignature claim)
    {
        claim = default;
        if (headers[SignatureHeaders.Key] is not [{ } id]
            || headers[SignatureHeaders.Timestamp] is not [{ } timestamp]
            || headers[SignatureHeaders.Signature] is not [{ } signature])
        {
            return false;
        }
        var nonce = headers[SignatureHeaders.Nonce];
        if (nonce.Count > 1 || (nonce.Count == 1 ? !IsNonce(nonce[0]) : nonceRequired))
            return false;
        if (!TryReadTime(timestamp, out var time) || keys.FindKey(id) is not { } key)
            return false;
        claim = new(key, time, timestamp, nonce.Count == 1 ? nonce[0]! : "", signature);
        return true;
    }

    /// <summary>Whether the key made it.</summary>
    /// <param name="bodyHash">SHA-256 of the body.</param>
    public bool Fits(HttpContext http, ReadOnlySpan<byte> bodyHash)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return RequestSignature.VerifyHash(
            Key.Secret, http.Request.Method, target, Timestamp, Nonce, bodyHash, Signature);
    }

    static bool TryReadTime(string text, out DateTimeOffset time)
    {
        time = default;
        // Ten digits last until the year 2286.
        if (text.Length > 10)
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
