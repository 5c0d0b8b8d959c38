using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// What a payment costs in the gate behind 100, 1,000 and 5,000 segments of history. The three folders hold the same
/// payments of one day, cut into segments of three sizes, so that windows and ids are equal and only the number of
/// segments is not. In each round the same payments go to each of them.
/// </summary>
static class HistorySession
{
    const int Rounds = 15, WarmUps = 2, ARound = 20_000;

    /// <summary>A batch while the folders are filled: a segment ends behind a whole one.</summary>
    const int SmallBatch = 16;

    /// <summary>Bytes of a decision, about: what the size of a segment is worked out from.</summary>
    const int DecisionBytes = 100;

    static readonly TimeSpan Day = TimeSpan.FromHours(22);

    static readonly int[] Sizes = [100, 1_000, 5_000];

    public static async Task Run(Report report, int count)
    {
        var all = count + ((Rounds + WarmUps) * ARound);
        var traffic = new Traffic(all, rate: all / Day.TotalSeconds);
        var model = TrainedModel.Of(traffic);
        var folders = Sizes.Select(_ => new Folder()).ToArray();
        var gates = new List<Gate>();
        try
        {
            foreach (var (folder, segments) in folders.Zip(Sizes))
                gates.Add(await Fill(folder, traffic, count, segments, model));
            var callers = gates.Select(gate => new BatchCaller(traffic, gate)).ToArray();
            var costs = Measure(callers, count);
            Tell(report, folders, costs);
        }
        finally
        {
            gates.ForEach(gate => gate.Dispose());
            foreach (var folder in folders)
                folder.Dispose();
        }
    }

    /// <summary>A gate on a folder of so many segments, which itself writes to one of the usual size.</summary>
    static async Task<Gate> Fill(string folder, Traffic traffic, int count, int segments, AnomalyModel model)
    {
        var settings = new GateSettings(folder, SnapshotEvery: long.MaxValue);
        var small = settings with { SegmentBytes = (int)((long)count * DecisionBytes / segments) };
        using (var gate = await OpenedGate.Open(small, model))
        {
            new BatchCaller(traffic, gate, batch: SmallBatch).Submit(0, count);
            gate.CloseWithSnapshot();
        }
        return await OpenedGate.Open(settings, model);
    }

    static List<Cost>[] Measure(BatchCaller[] callers, int from)
    {
        var costs = callers.Select(_ => new List<Cost>()).ToArray();
        for (var round = 0; round < WarmUps + Rounds; round++, from += ARound)
        {
            for (var i = 0; i < callers.Length; i++)
            {
                var turn = (round + i) % callers.Length; // none is always the first
                callers[turn].Reset();
                callers[turn].Submit(from, ARound);
                if (round >= WarmUps)
                    costs[turn].Add(new(callers[turn].GateSeconds, callers[turn].GateProcessorSeconds));
            }
        }
        return costs;
    }

    static void Tell(Report report, Folder[] folders, List<Cost>[] costs)
    {
        for (var i = 0; i < costs.Length; i++)
        {
            var held = Segments.List(new GateSettings(folders[i]).DecisionsFolder).Length;
            Tell(report, costs, i, "", cost => cost.Seconds, $"in the gate, {held} segments of decisions");
            Tell(report, costs, i, ".cpu", cost => cost.ProcessorSeconds, "of processor time");
        }
    }

    static void Tell(Report report, List<Cost>[] costs, int i, string name, Func<Cost, double> seconds, string what)
    {
        var cost = Figures.Median(costs[i].Select(seconds)) * 1e6 / ARound;
        var ratio = Figures.MedianRatio(costs[i].Select(seconds), costs[0].Select(seconds));
        report.Add(
            $"history.{Sizes[i]}{name}", cost, $"µs/transaction {what}", $"history.{Sizes[0]}{name}", ratio);
    }

    readonly record struct Cost(double Seconds, double ProcessorSeconds);
}
