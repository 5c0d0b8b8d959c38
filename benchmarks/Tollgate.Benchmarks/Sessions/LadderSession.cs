using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// What each step of a signed decision over HTTP costs: servers that differ in where they stop take turns, an endpoint
/// that does nothing among them. The processor time of a server says more than its rate where the machine is shared.
/// </summary>
static class LadderSession
{
    const int WarmUps = 8, Rounds = 15, History = 100_000, AnswerBytes = 330;

    /// <summary>Event time over which the payments sent are spread, so that the windows are filled as usual.</summary>
    static readonly TimeSpan Day = TimeSpan.FromHours(20);

    public static async Task Run(Report report, int requests)
    {
        var all = (WarmUps + Rounds) * requests;
        var rate = all / Day.TotalSeconds;
        var history = TimeSpan.FromSeconds(History / rate);
        var start = TimeProvider.System.GetUtcNow() - Day - history - TimeSpan.FromMinutes(30);
        var traffic = new Traffic(History + all, start: start, rate: rate);
        using var empty = new EmptyProcess(AnswerBytes);
        var servers = Enum.GetValues<Step>().ToDictionary(step => step, step => new TollgateProcess(last: step));
        using var whole = new TollgateProcess(traffic.Lines(History));
        Rung[] rungs =
        [
            new("empty", empty.Port, whole.Key, () => empty.ProcessorTime),
            .. servers.Select(server => Rung.Of(server.Key.ToString().ToLowerInvariant(), server.Value)),
            Rung.Of("all", whole),
        ];
        try
        {
            foreach (var rung in rungs)
                await HttpLoad.WaitFor(rung.Port);
            for (var round = 0; round < WarmUps + Rounds; round++)
            {
                var from = History + (round * requests);
                for (var i = 0; i < rungs.Length; i++)
                    await rungs[(i + round) % rungs.Length].Send(traffic, from, requests, round >= WarmUps);
            }
            Tell(report, rungs, requests);
        }
        finally
        {
            foreach (var server in servers.Values)
                server.Dispose();
        }
    }

    static void Tell(Report report, Rung[] rungs, int requests)
    {
        foreach (var rung in rungs)
        {
            report.Add(
                $"ladder.{rung.Name}", requests / Figures.Median(rung.Seconds), "requests/s", "ladder.empty",
                Figures.MedianRatio(rungs[0].Seconds, rung.Seconds));
            report.Add(
                $"ladder.{rung.Name}.cpu", Figures.Median(rung.Processor), "µs of processor time a request",
                "ladder.empty.cpu", Figures.MedianRatio(rung.Processor, rungs[0].Processor));
        }
    }

    /// <param name="ProcessorTime">Of the server so far.</param>
    sealed record Rung(string Name, int Port, RequestSigner Key, Func<TimeSpan> ProcessorTime)
    {
        public List<double> Seconds { get; } = [];

        /// <summary>µs a request.</summary>
        public List<double> Processor { get; } = [];

        public static Rung Of(string name, TollgateProcess server) =>
            new(name, server.Port, server.Key, () => server.ProcessorTime);

        public async Task Send(Traffic traffic, int from, int count, bool counts)
        {
            var now = TimeProvider.System.GetUtcNow();
            var prepared = new ReadOnlyMemory<byte>[count];
            for (var i = 0; i < count; i++)
                prepared[i] = SignedDecision.Bytes(Port, Key, traffic[from + i], now);
            var before = ProcessorTime();
            var seconds = await HttpLoad.Send(Port, prepared);
            if (!counts)
                return;
            Seconds.Add(seconds);
            Processor.Add((ProcessorTime() - before).TotalMicroseconds / count);
        }
    }
}
