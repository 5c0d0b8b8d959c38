using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Server.Access.Signing;

/// <summary>
/// The signature of a machine call: lowercase hex HMAC-SHA256 over
/// "TOLLGATE-HMAC-SHA256", METHOD, raw request target, timestamp, nonce (empty when none) and the lowercase hex SHA-256
/// of the body as received, joined by line feeds.
/// </summary>
static class RequestSignature
{
    /// <summary>First line of what is signed, and the name by which a refusal asks for a signature.</summary>
    public const string Scheme = "TOLLGATE-HMAC-SHA256";

    const int HexLength = 64;

    const int KeysPerThread = 16;

    [ThreadStatic] static Keyed?[]? mine;

    /// <summary>Constant time in the signature; allocates nothing while a thread stays with few keys.</summary>
    public static bool Verify(
        byte[] key,
        string method,
        string target,
        ReadOnlySpan<char> timestamp,
        ReadOnlySpan<char> nonce,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<char> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return VerifyHash(key, method, target, timestamp, nonce, hash, signature);
    }

    /// <summary>The same over what the signature covers of the body.</summary>
    /// <param name="bodyHash">SHA-256 of the body as received.</param>
    public static bool VerifyHash(
        byte[] key,
        string method,
        string target,
        ReadOnlySpan<char> timestamp,
        ReadOnlySpan<char> nonce,
        ReadOnlySpan<byte> bodyHash,
        ReadOnlySpan<char> signature)
    {
        Span<byte> given = stackalloc byte[HexLength];
        if (!Encoding.UTF8.TryGetBytes(signature, given, out var length) || length != HexLength)
            return false;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(key, method, target, timestamp, nonce, bodyHash, hash);
        // As text: one signature has one spelling.
        Span<byte> expected = stackalloc byte[HexLength];
        Convert.TryToHexStringLower(hash, expected, out _);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    public static string Sign(
        byte[] key, string method, string target, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(key, method, target, timestamp, nonce, SHA256.HashData(body), signature);
        return Convert.ToHexStringLower(signature);
    }

    static void Compute(
        byte[] key,
        string method,
        string target,
        ReadOnlySpan<char> timestamp,
        ReadOnlySpan<char> nonce,
        ReadOnlySpan<byte> bodyHash,
        Span<byte> signature)
    {
        var most = 32 + HexLength + 3 * (method.Length + target.Length + timestamp.Length + nonce.Length);
        byte[]? rented = null;
        var text = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        var rest = text;
        Put(Scheme, ref rest);
        Put(method, ref rest);
        Put(target, ref rest);
        Put(timestamp, ref rest);
        Put(nonce, ref rest);
        Convert.TryToHexStringLower(bodyHash, rest, out var written);
        var length = text.Length - rest.Length + written;

        var hmac = HmacOf(key);
        hmac.AppendData(text[..length]);
        hmac.GetHashAndReset(signature);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Ready to hash, made once for each of the keys that a thread last worked with.</summary>
    static IncrementalHash HmacOf(byte[] key)
    {
        ref var place = ref (mine ??= new Keyed?[KeysPerThread])[RuntimeHelpers.GetHashCode(key) % KeysPerThread];
        if (!ReferenceEquals(place?.Key, key))
        {
            place?.Hash.Dispose();
            place = new Keyed(key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }
        return place.Hash;
    }

    static void Put(ReadOnlySpan<char> part, ref Span<byte> rest)
    {
        var length = Encoding.UTF8.GetBytes(part, rest);
        rest[length] = (byte)'\n';
        rest = rest[(length + 1)..];
    }

    sealed record Keyed(byte[] Key, IncrementalHash Hash);
}
