using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// The longest waits among millions of payments that come one by one at a steady rate, with snapshots as often as a
/// server takes them, and what was going on at the longest.
/// </summary>
static class TailSession
{
    const int WarmUp = 200_000, StallsTold = 8;
    const double LongMs = 10, StallMs = 1;

    static readonly (string, double)[] Quantiles =
        [("p50", 0.5), ("p99", 0.99), ("p99_9", 0.999), ("p99_99", 0.9999), ("max", 1)];

    public static async Task Run(Report report, int count, int rate)
    {
        using var folder = new Folder();
        var traffic = new Traffic(WarmUp + count);
        var settings = new GateSettings(folder);
        using var gate = await OpenedGate.Open(settings, TrainedModel.Of(traffic));
        gate.Start();
        Directory.CreateDirectory(Path.Combine(folder, GateSettings.Snapshots));
        await new Crowd(traffic, gate).Submit(0, WarmUp);
        using var disturbances = new Disturbances(settings);
        var sender = new SteadySender(traffic, gate, disturbances, rate);
        sender.Send(WarmUp, count);
        Tell(report, sender, rate);
        Stall[] stalls = [.. Stalls(sender).OrderByDescending(stall => stall.LongestMs)];
        foreach (var stall in stalls.Take(StallsTold))
            Tell(report, sender, disturbances, stall);
        var own = stalls.Where(stall => stall.LongestMs - Outside(sender, disturbances, stall) > LongMs);
        report.Add(
            "tail.long_stalls", own.Count(), $"stalls longer than {LongMs} ms without the waits for a processor");
    }

    static void Tell(Report report, SteadySender sender, Disturbances disturbances, Stall stall)
    {
        var what = disturbances.Between(sender.PlannedAt(stall.First), sender.AnsweredAt(stall.Last));
        var payments = stall.Last - stall.First + 1;
        report.Add("tail.stall", stall.LongestMs, $"ms, longest of {payments} from {stall.First} on: {what}");
    }

    static double Outside(SteadySender sender, Disturbances disturbances, Stall stall) =>
        disturbances.ProcessorMs(sender.PlannedAt(stall.First), sender.AnsweredAt(stall.Last));

    static void Tell(Report report, SteadySender sender, int rate)
    {
        double[] waits = [.. Enumerable.Range(0, sender.Count).Select(sender.WaitMs)];
        Array.Sort(waits);
        foreach (var (name, share) in Quantiles)
            report.Add($"tail.{name}", waits[(int)(share * (waits.Length - 1))], $"ms from plan to answer, {rate}/s");
        var above = waits.Count(wait => wait > LongMs);
        report.Add("tail.long", above, $"transactions of {waits.Length} above {LongMs} ms");
        report.Add("tail.busy", sender.Busy, "transactions that the gate had no room for at first");
    }

    /// <summary>Runs of payments that waited together.</summary>
    static IEnumerable<Stall> Stalls(SteadySender sender)
    {
        for (var i = 0; i < sender.Count; i++)
        {
            var (first, longest) = (i, 0d);
            for (; i < sender.Count && sender.WaitMs(i) > StallMs; i++)
                longest = Math.Max(longest, sender.WaitMs(i));
            if (i > first)
                yield return new(first, i - 1, longest);
        }
    }

    readonly record struct Stall(int First, int Last, double LongestMs);
}
