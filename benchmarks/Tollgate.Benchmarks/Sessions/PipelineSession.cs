using System.Diagnostics;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// All of a payment's way but the connection, on one core and one thread: signed request → verified → parsed → the real
/// gate with its queue, its admission, an index with the ids of a day, both logs and the loop, in batches of 512.
/// </summary>
static class PipelineSession
{
    /// <summary>Ids of a day at 1,000 payments/s.</summary>
    public const int Ids = 86_400_000;

    const double SecondsADay = 86_400;

    /// <summary>Small while the windows are filled, so that the index has its runs before it is widened.</summary>
    const int SmallSegment = 4 << 20;

    public static async Task Run(Report report, int count, int ids)
    {
        using var folder = new Folder();
        var traffic = new Traffic(count + count);
        var requests = new SignedRequests(traffic);
        var model = TrainedModel.Of(traffic);
        var settings = new GateSettings(folder, SnapshotEvery: long.MaxValue);
        var decided = await Fill(settings with { SegmentBytes = SmallSegment }, traffic, requests, model);
        var (runs, bytes) = MadeUpIds.Add(settings, ids);
        using (var gate = await OpenedGate.Open(settings, model))
        {
            var caller = new BatchCaller(traffic, gate, requests);
            Measure(report, caller, traffic, requests);
            if (decided + caller.Decided != traffic.Count - traffic.Repeats)
                throw new InvalidDataException("A payment that came twice was decided twice.");
        }
        report.Add("pipeline.ids", ids + count, "ids in the index when it begins");
        report.Add("pipeline.ids.rate", ids / SecondsADay, "transactions/s that leave as many in 24 h");
        report.Add("pipeline.ids.bytes", bytes, $"bytes on disk, {runs} runs");
    }

    /// <summary>Fills windows and index with the first half, and warms the code up.</summary>
    /// <returns>Payments that were decided, not answered from the log.</returns>
    static async Task<int> Fill(
        GateSettings settings, Traffic traffic, SignedRequests requests, AnomalyModel model)
    {
        var gate = await OpenedGate.Open(settings, model);
        var caller = new BatchCaller(traffic, gate, requests);
        caller.Submit(0, traffic.Count / 2);
        gate.CloseWithSnapshot();
        return caller.Decided;
    }

    static void Measure(Report report, BatchCaller caller, Traffic traffic, SignedRequests requests)
    {
        var count = traffic.Count / 2;
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var used = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        caller.Submit(count, count);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        report.Add("pipeline", count / seconds, "transactions/s on one core, all included");
        report.Add("pipeline.cpu", count / used.TotalSeconds, "transactions/s of processor time: without waits");
        report.Add(
            "pipeline.gate", caller.GateProcessorSeconds * 1e6 / count,
            "µs/transaction from the queue to the answer, processor time as the next two");
        MeasureAlone(report, traffic, requests, count);
        report.Add("pipeline.gate.allocated", caller.MedianGateBytes, "bytes/transaction in the gate, median batch");
        report.Add("pipeline.gate.grown", caller.GateBytes / count, "bytes/transaction in the gate, all batches");
        report.Add("pipeline.allocated", allocated / (double)count, "bytes/transaction on all threads");
    }

    /// <summary>The stages before the gate, over the same payments, without what comes between them in a run.</summary>
    static void MeasureAlone(Report report, Traffic traffic, SignedRequests requests, int count)
    {
        var parser = new TransactionParser();
        report.Add("pipeline.verify", Each(requests.Verify), "µs/transaction, in a run of its own");
        report.Add(
            "pipeline.parse", Each(i => parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime)),
            "µs/transaction, in a run of its own");

        double Each(Func<int, bool> stage)
        {
            var used = Environment.CpuUsage.TotalTime;
            for (var i = count; i < count + count; i++)
            {
                if (!stage(i))
                    throw new InvalidDataException($"Payment {i} was taken before.");
            }
            return (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count;
        }
    }
}
