using Microsoft.Extensions.Primitives;

namespace Tollgate.Server.Access.Signing;

/// <summary>The header Content-Digest of RFC 9530, as far as it is used here: one SHA-256.</summary>
static class ContentDigest
{
    public const string Name = "Content-Digest";

    const string Start = "sha-256=:", End = ":";

    public static string Of(ReadOnlySpan<byte> sha256) => Start + Convert.ToBase64String(sha256) + End;

    /// <summary>False where it announces nothing that can be used.</summary>
    /// <param name="sha256">32 bytes.</param>
    public static bool TryRead(StringValues header, Span<byte> sha256)
    {
        if (header is not [{ } text] || !text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith(End[0]))
            return false;
        if (text.Length <= Start.Length + End.Length)
            return false;
        return Convert.TryFromBase64Chars(text.AsSpan(Start.Length..^End.Length), sha256, out var length)
            && length == sha256.Length;
    }
}
