using System.Diagnostics;

namespace Tollgate.Benchmarks.Http;

/// <summary>Connections to one server that stay open; each sends its next request when it has its answer.</summary>
sealed class Connections(int port, int count) : IDisposable
{
    readonly Connection[] open = [.. Enumerable.Range(0, count).Select(_ => new Connection(port))];

    /// <returns>Requests/s.</returns>
    public async Task<double> Send(IReadOnlyList<byte[]> requests)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Select(connection => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
                await connection.Exchange(requests[i]);
        })));
        return requests.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var connection in open)
            connection.Dispose();
    }
}
