using System.Buffers.Text;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>A machine key and the headers that it puts on a call.</summary>
/// <param name="Secret">In base64url, as it was shown.</param>
/// <param name="Scopes">Separated by blanks.</param>
sealed record SigningKey(string Id, string Secret, string Scopes)
{
    /// <param name="nonce">Null for none.</param>
    /// <param name="seconds">How far the timestamp is away from now.</param>
    public IEnumerable<(string Name, string Value)> Sign(
        string method, string target, byte[] body, string? nonce, int seconds = 0)
    {
        var time = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString();
        yield return ("X-Tollgate-Key", Id);
        yield return ("X-Tollgate-Timestamp", time);
        if (nonce is not null)
            yield return ("X-Tollgate-Nonce", nonce);
        yield return ("X-Tollgate-Signature",
            RequestSignature.Sign(Base64Url.DecodeFromChars(Secret), method, target, time, nonce ?? "", body));
    }
}
