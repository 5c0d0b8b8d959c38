using System.Diagnostics;
using System.Net.Sockets;

namespace Tollgate.Benchmarks.Http;

/// <summary>Sends prepared requests to a server over 16 connections, each with one request under way.</summary>
static class HttpLoad
{
    public const int Connections = 16;

    /// <param name="latencies">Gets the milliseconds of each request; null where they do not matter.</param>
    /// <returns>Seconds that all took.</returns>
    public static async Task<double> Send(int port, ReadOnlyMemory<byte>[] prepared, List<double>? latencies = null)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new Connection(port);
            var mine = new List<double>();
            for (var i = Interlocked.Increment(ref next); i < prepared.Length; i = Interlocked.Increment(ref next))
            {
                var sent = Stopwatch.GetTimestamp();
                await connection.Exchange(prepared[i]);
                mine.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            if (latencies is not null)
            {
                lock (latencies)
                    latencies.AddRange(mine);
            }
        })));
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Waits until the server listens.</summary>
    public static async Task WaitFor(int port)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var probe = new Connection(port);
                return;
            }
            catch (SocketException) when (tries < 6_000)
            {
                await Task.Delay(10);
            }
        }
    }
}
