using System.Text;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Http;

/// <summary>A signed request for a decision, as the bytes that go over a connection.</summary>
static class SignedDecision
{
    const string Target = "/api/decisions";

    public static byte[] Bytes(
        int port, RequestSigner key, ReadOnlySpan<byte> body, DateTimeOffset time, string target = Target)
    {
        var head = new StringBuilder($"POST {target} HTTP/1.1\r\n")
            .Append($"Host: 127.0.0.1:{port}\r\n")
            .Append("Content-Type: application/json\r\n")
            .Append($"Content-Length: {body.Length}\r\n");
        foreach (var (name, value) in key.Headers("POST", target, body, time))
            head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
