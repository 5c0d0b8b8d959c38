using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// Strangers who name a key and announce batches of 16 MB, over 200 connections, while its owner asks for decisions:
/// how much memory they take, and how much longer the owner waits.
/// </summary>
static class FloodSession
{
    const int Strangers = 200, Owners = 4, Rounds = 5;

    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20), RoundLength = TimeSpan.FromSeconds(6);
    static readonly TimeSpan BetweenPayments = TimeSpan.FromMilliseconds(8);

    public static async Task Run(Report report)
    {
        using var tollgate = new TollgateProcess();
        await HttpLoad.WaitFor(tollgate.Port);
        var traffic = new Traffic(100_000, start: TimeProvider.System.GetUtcNow().AddHours(-12));
        var owners = new OwnPayments(tollgate, traffic, Owners, BetweenPayments);
        await owners.Send(WarmUp);
        var (calm, flooded) = (new List<double>(), new List<double>());
        var before = tollgate.ResidentBytes;
        var most = before;
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            calm.AddRange(await owners.Send(RoundLength));
            using var end = new CancellationTokenSource();
            var flood = Enumerable.Range(0, Strangers)
                .Select(_ => Task.Run(() => new Stranger(tollgate).Announce(end.Token))).ToArray();
            var watching = Task.Run(async () =>
            {
                for (; !end.IsCancellationRequested; await Task.Delay(50))
                    most = Math.Max(most, tollgate.ResidentBytes);
            });
            flooded.AddRange(await owners.Send(RoundLength));
            await end.CancelAsync();
            refused += (await Task.WhenAll(flood)).Sum();
            await watching;
        }
        report.Add("flood.memory", (most - before) / 1e6, $"MB more than before, {refused} batches refused");
        report.Add("flood.p50", At(flooded, 0.5), "ms", "calm", At(flooded, 0.5) / At(calm, 0.5));
        report.Add("flood.p99", At(flooded, 0.99), "ms", "calm", At(flooded, 0.99) / At(calm, 0.99));
    }

    static double At(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
