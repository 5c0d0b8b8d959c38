using System.Globalization;
using System.Net.Sockets;

namespace Tollgate.Server.Tests.Fuzzing.Wire;

/// <summary>An answer that is not HTTP, or is not there.</summary>
sealed class TornException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>One TCP connection: writes what it is given as it is, and reads answers strictly.</summary>
sealed class RawHttpClient : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[16 * 1024];
    int start, end;

    /// <param name="from">Any address of this machine: the server counts sign-ins by address.</param>
    public static async Task<RawHttpClient> Connect(Uri server, IPAddress from, CancellationToken cancellation)
    {
        var client = new RawHttpClient();
        // Elsewhere only 127.0.0.1 is there without being set up.
        if (OperatingSystem.IsLinux())
            client.socket.Bind(new IPEndPoint(from, 0));
        await client.socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellation);
        return client;
    }

    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    /// <summary>Goes away so that the server sees a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The next answer, interim ones included.</summary>
    public async Task<RawResponse> Read(string method, CancellationToken cancellation)
    {
        var line = await ReadLine(cancellation);
        var parts = line.Split(' ', 3);
        if (parts is not ["HTTP/1.1", { Length: 3 } code, _] || !int.TryParse(code, out var status))
            throw new TornException($"\"{line}\" is not a status line");
        var headers = await ReadHeaders(cancellation);
        var head = new RawResponse(status, headers, [], IsStream: false);
        if (method == "HEAD" || head.IsInterim || status is 204 or 304)
            return head;
        var isStream = head.MediaType == "text/event-stream";
        if (head.Header("Transfer-Encoding") is { } coding)
        {
            if (coding != "chunked" || head.Header("Content-Length") is not null)
                throw new TornException("an answer is framed in two ways");
            return head with { IsStream = isStream, Body = await ReadChunks(isStream, cancellation) };
        }
        // The answer to a caller of HTTP/1.0 ends with the connection.
        if (head.Header("Content-Length") is null && head.Closes)
            return head with { IsStream = isStream, Body = await ReadToEnd(isStream, cancellation) };
        if (!int.TryParse(head.Header("Content-Length"), NumberStyles.None, null, out var length))
            throw new TornException($"an answer {status} without a length");
        var body = new byte[length];
        await ReadExactly(body, cancellation);
        return head with { Body = body };
    }

    async Task<(string, string)[]> ReadHeaders(CancellationToken cancellation)
    {
        var headers = new List<(string, string)>();
        while (await ReadLine(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (colon < 1)
                throw new TornException($"\"{line}\" is not a header");
            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }
        return [.. headers];
    }

    async Task<byte[]> ReadChunks(bool firstOnly, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLine(cancellation);
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, null, out var size))
                throw new TornException($"\"{line}\" is not a chunk size");
            var chunk = new byte[size];
            await ReadExactly(chunk, cancellation);
            body.Write(chunk);
            if ((await ReadLine(cancellation)).Length > 0)
                throw new TornException("a chunk is longer than it says");
            if (size == 0 || firstOnly)
                return body.ToArray();
        }
    }

    /// <summary>All that comes, or the first of it when that may take for ever.</summary>
    async Task<byte[]> ReadToEnd(bool firstOnly, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        do
        {
            if (start == end && !await TryFill(cancellation))
                break;
            body.Write(buffer, start, end - start);
            start = end;
        }
        while (!firstOnly);
        return body.ToArray();
    }

    async Task<string> ReadLine(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end)
                await Fill(cancellation);
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var upTo = found < 0 ? end : start + found + 1;
            line.Append(Encoding.Latin1.GetString(buffer, start, upTo - start));
            start = upTo;
            if (found < 0)
                continue;
            if (line.Length < 2 || line[^2] != '\r')
                throw new TornException("a line of an answer ends without a carriage return");
            return line.ToString(0, line.Length - 2);
        }
    }

    async Task ReadExactly(Memory<byte> target, CancellationToken cancellation)
    {
        while (!target.IsEmpty)
        {
            if (start == end)
                await Fill(cancellation);
            var taken = Math.Min(target.Length, end - start);
            buffer.AsMemory(start, taken).CopyTo(target);
            (start, target) = (start + taken, target[taken..]);
        }
    }

    async Task Fill(CancellationToken cancellation)
    {
        if (!await TryFill(cancellation))
            throw new TornException("the server closed the connection");
    }

    /// <summary>False when there is nothing more to come.</summary>
    async Task<bool> TryFill(CancellationToken cancellation)
    {
        try
        {
            (start, end) = (0, await socket.ReceiveAsync(buffer, cancellation));
            return end > 0;
        }
        catch (SocketException e)
        {
            throw new TornException($"the connection broke ({e.SocketErrorCode})", e);
        }
    }
}
