using System.Text;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>A signed request for a decision, as the bytes that go over a connection.</summary>
static class SignedDecision
{
    const string Target = "/api/decisions";

    public static byte[] Bytes(TollgateProcess tollgate, ReadOnlySpan<byte> body, DateTimeOffset time)
    {
        var head = new StringBuilder($"POST {Target} HTTP/1.1\r\n")
            .Append($"Host: 127.0.0.1:{tollgate.Port}\r\n")
            .Append("Content-Type: application/json\r\n")
            .Append($"Content-Length: {body.Length}\r\n");
        var signer = new RequestSigner(tollgate.KeyId, tollgate.Secret);
        foreach (var (name, value) in signer.Headers("POST", Target, body, time))
            head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
