using System.Net;
using System.Net.Sockets;
using System.Text;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Http;

/// <summary>Announces batches of 16 MB under a key whose secret it does not know; sends as long as it may.</summary>
sealed class Stranger(TollgateProcess tollgate)
{
    const string Target = "/api/decisions/batch";
    const int Announced = 16_000_000;

    static readonly byte[] Piece = Encoding.ASCII.GetBytes(new string(' ', 64 << 10));
    static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(150), BeforeNext = TimeSpan.FromSeconds(1);

    /// <returns>Batches that were refused.</returns>
    public async Task<int> Announce(CancellationToken cancellation)
    {
        var refused = 0;
        try
        {
            for (; ; await Task.Delay(BeforeNext, cancellation))
            {
                await SendUntilAnswered(cancellation);
                refused++;
            }
        }
        catch (OperationCanceledException)
        {
            return refused;
        }
    }

    async Task SendUntilAnswered(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, tollgate.Port), cancellation);
            await socket.SendAsync(Head(), cancellation);
            for (var sent = 0; sent < Announced && socket.Available == 0; sent += Piece.Length)
            {
                await socket.SendAsync(Piece.AsMemory(0, Math.Min(Piece.Length, Announced - sent)), cancellation);
                await Task.Delay(BetweenPieces, cancellation);
            }
            await socket.ReceiveAsync(new byte[4096], cancellation);
        }
        catch (SocketException)
        {
            // The server has hung up.
        }
    }

    byte[] Head()
    {
        var head = new StringBuilder($"POST {Target} HTTP/1.1\r\nHost: 127.0.0.1:{tollgate.Port}\r\n")
            .Append($"Content-Type: application/x-ndjson\r\nContent-Length: {Announced}\r\n");
        var signer = new RequestSigner(tollgate.Key.KeyId, new byte[32]);
        foreach (var (name, value) in signer.Headers("POST", Target, [], TimeProvider.System.GetUtcNow()))
            head.Append($"{name}: {value}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
