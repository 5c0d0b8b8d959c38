using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// Signed decisions over HTTP at 16 connections against an endpoint that does nothing, in turn, on the same machine
/// and from the same generator: the ratio is the figure, requests/s alone depend on the machine.
/// </summary>
static class HttpSession
{
    const int WarmUps = 4, Rounds = 15, History = 300_000;

    /// <summary>Event time over which the payments sent are spread, so that the windows are filled as usual.</summary>
    static readonly TimeSpan Day = TimeSpan.FromHours(20);

    public static async Task Run(Report report, int requests)
    {
        var all = (WarmUps + Rounds) * requests;
        var rate = all / Day.TotalSeconds;
        var history = TimeSpan.FromSeconds(History / rate);
        var start = TimeProvider.System.GetUtcNow() - Day - history - TimeSpan.FromMinutes(30);
        var traffic = new Traffic(History + all, start: start, rate: rate);
        using var tollgate = new TollgateProcess(traffic.Lines(History));
        await HttpLoad.WaitFor(tollgate.Port);
        var answer = await AnswerLength(tollgate, traffic);
        using var empty = new EmptyProcess(answer);
        await Compare(report, tollgate, empty.Port, traffic, requests);
    }

    static async Task Compare(Report report, TollgateProcess tollgate, int emptyPort, Traffic traffic, int requests)
    {
        await HttpLoad.WaitFor(emptyPort);
        var ours = new List<double>();
        var theirs = new List<double>();
        var latencies = new List<double>();
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var prepared = Prepare(tollgate, traffic, History + (round * requests), requests);
            var ourRate = requests / await HttpLoad.Send(tollgate.Port, prepared, latencies);
            var theirRate = requests / await HttpLoad.Send(emptyPort, prepared);
            if (round < WarmUps)
            {
                latencies.Clear();
                continue;
            }
            ours.Add(ourRate);
            theirs.Add(theirRate);
        }
        latencies.Sort();
        report.Add("http.empty", Median(theirs), "requests/s");
        var ratio = Median([.. ours.Zip(theirs, (a, b) => a / b)]);
        report.Add("http.decisions", Median(ours), "requests/s", "http.empty", ratio);
        foreach (var (name, share) in ((string, double)[])[("p50", 0.5), ("p99", 0.99), ("p99_9", 0.999)])
            report.Add($"http.decisions.{name}", latencies[(int)(share * (latencies.Count - 1))], "ms");
    }

    static async Task<int> AnswerLength(TollgateProcess tollgate, Traffic traffic)
    {
        using var connection = new Connection(tollgate.Port);
        return await connection.Exchange(Prepare(tollgate, traffic, History, 1)[0]);
    }

    static ReadOnlyMemory<byte>[] Prepare(TollgateProcess tollgate, Traffic traffic, int from, int requests)
    {
        var now = TimeProvider.System.GetUtcNow();
        var prepared = new ReadOnlyMemory<byte>[requests];
        for (var i = 0; i < requests; i++)
            prepared[i] = SignedDecision.Bytes(tollgate.Port, tollgate.Key, traffic[from + i], now);
        return prepared;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
