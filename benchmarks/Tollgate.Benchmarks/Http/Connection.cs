using System.Net;
using System.Net.Sockets;

namespace Tollgate.Benchmarks.Http;

/// <summary>
/// One keep-alive HTTP connection that sends prepared requests one at a time and reads just enough of the answers.
/// </summary>
sealed class Connection : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[64 * 1024];

    public Connection(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends a request and reads its answer; returns the length of its body.</summary>
    /// <exception cref="InvalidDataException">The answer is neither 200 nor 304.</exception>
    public async ValueTask<int> Exchange(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += read > 0 ? read : throw new InvalidDataException("The server closed the connection.");
            if (Whole(buffer.AsSpan(0, filled), out var body))
                return body;
        }
    }

    public void Dispose() => socket.Dispose();

    static bool Whole(ReadOnlySpan<byte> answer, out int body)
    {
        body = 0;
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        if (answer.StartsWith("HTTP/1.1 304"u8))
            return true;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidDataException(System.Text.Encoding.UTF8.GetString(answer));
        var at = answer.IndexOf("Content-Length: "u8);
        if (at < 0 || at > head)
            return Chunked(answer[(head + 4)..], out body);
        return System.Buffers.Text.Utf8Parser.TryParse(answer[(at + 16)..], out body, out _)
            && answer.Length >= head + 4 + body;
    }

    static bool Chunked(ReadOnlySpan<byte> rest, out int body)
    {
        body = rest.Length;
        return rest.EndsWith("0\r\n\r\n"u8);
    }
}
