using System.Globalization;

namespace Tollgate.Server.Access.Signing;

/// <summary>Signs calls with one key, as the clients of a gate do. Thread-safe.</summary>
sealed class RequestSigner(string keyId, byte[] secret)
{
    public string KeyId => keyId;

    /// <summary>The headers that sign a call, in a fixed order; the nonce only where there is one.</summary>
    /// <param name="target">Path and query as they are sent.</param>
    /// <param name="body">The bytes as they are sent.</param>
    /// <param name="nonce">Empty where the call needs none.</param>
    public IEnumerable<(string Name, string Value)> Headers(
        string method, string target, ReadOnlySpan<byte> body, DateTimeOffset time, string nonce = "")
    {
        var timestamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = RequestSignature.Sign(secret, method, target, timestamp, nonce, body);
        (string, string) first = (SignatureHeaders.Key, keyId);
        (string, string) second = (SignatureHeaders.Timestamp, timestamp);
        (string, string) last = (SignatureHeaders.Signature, signature);
        return nonce.Length == 0 ? [first, second, last] : [first, second, (SignatureHeaders.Nonce, nonce), last];
    }

    /// <summary>Adds the headers to a request whose address is whole and whose body is these bytes.</summary>
    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, DateTimeOffset time, string nonce = "")
    {
        var target = request.RequestUri is { IsAbsoluteUri: true } uri
            ? uri.PathAndQuery
            : throw new ArgumentException("The address must be absolute, as its path is signed.", nameof(request));
        foreach (var (name, value) in Headers(request.Method.Method, target, body, time, nonce))
            request.Headers.Add(name, value);
    }
}
