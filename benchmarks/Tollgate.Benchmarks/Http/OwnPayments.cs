using System.Diagnostics;
using Tollgate.Benchmarks.Driving;

namespace Tollgate.Benchmarks.Http;

/// <summary>Payments one by one over some connections, with a pause behind each.</summary>
sealed class OwnPayments(TollgateProcess tollgate, Traffic traffic, int connections, TimeSpan pause)
{
    int next = -1;

    /// <returns>Milliseconds from each request to its answer.</returns>
    public async Task<List<double>> Send(TimeSpan length)
    {
        var latencies = new List<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new Connection(tollgate.Port);
            for (; watch.Elapsed < length; await Task.Delay(pause))
            {
                var request = SignedDecision.Bytes(
                    tollgate.Port, tollgate.Key, traffic[Interlocked.Increment(ref next)],
                    TimeProvider.System.GetUtcNow());
                var sent = Stopwatch.GetTimestamp();
                await connection.Exchange(request);
                lock (latencies)
                    latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        })));
        return latencies;
    }
}
