using System.Diagnostics;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// The parts of a payment's way put together by hand, so that each has a time of its own: signature, parse, append to
/// the log of events, windows, forest, decision, append to the log of decisions, in batches of 512. No gate: without
/// admission, index of ids and queue, which <see cref="PipelineSession"/> has.
/// </summary>
static class StagesSession
{
    const int Batch = 512;
    const long Lateness = 86_400_000;

    /// <summary>Throughput with 100,000 active users, while the windows still fill.</summary>
    public static void Run(Report report, int count)
    {
        var stages = Measure(new Traffic(count + count), count, out var seconds, out var bytes);
        report.Add("stages", count / seconds, "transactions/s on one core");
        stages.Tell(report, count);
        report.Add("log.events", bytes.Events, "bytes/transaction in the log of events");
        report.Add("log.decisions", bytes.Decisions, "bytes/transaction in the log of decisions");
        RunSaturated(report);
    }

    /// <summary>What the loop allocates once 45 days have filled every window and each row pushes one out.</summary>
    static void RunSaturated(Report report)
    {
        const int count = 200_000;
        var traffic = new Traffic(count + count, users: 1_000, rate: count / (45 * 86_400d));
        var stages = Measure(traffic, count, out _, out _);
        report.Add(
            "loop.allocated", stages.MedianLoopBytes / (double)Batch,
            "bytes/event in the loop, windows full, median batch");
        report.Add("loop.silent_batches", stages.SilentBatches, "share of batches of 512 without any allocation");
        report.Add(
            "loop.grown", stages.LoopBytes / (double)count, "bytes/event in all: room for entities not seen before");
    }

    static Stages Measure(Traffic traffic, int count, out double seconds, out (double Events, double Decisions) bytes)
    {
        var model = TrainedModel.Of(traffic);
        var requests = new SignedRequests(traffic);
        using var folder = new Folder();
        using var events = FileLog.Open(Path.Combine(folder, "events"), new());
        using var decisions = FileLog.Open(Path.Combine(folder, "decisions"), new());
        using var alerts = FileLog.Open(Path.Combine(folder, "alerts"), new());
        var sink = new DecisionLogs(decisions, alerts);
        var generations = new Generations(DefaultFeatures.Set, _ => model);
        var loop = new DecisionLoop(DefaultFeatures.Set, generations, sink);
        var record = new GenerationConfig(
            1, new(model.Name, 1, model.Hash), 0.995, 0.9995, DecisionKind.Review,
            DefaultFeatures.Set.Hash, "EUR", Geography.Rates, Lateness, Lateness);
        events.Append(RecordKind.Generation, 0, 0, record.Encode());
        Commit(events, loop, sink);

        var stages = new Stages();
        Pass(traffic, requests, 0, count, events, loop, sink, stages); // fills the windows and warms the code up
        stages.Reset();
        var watch = Stopwatch.StartNew();
        Pass(traffic, requests, count, count, events, loop, sink, stages);
        seconds = watch.Elapsed.TotalSeconds;
        bytes = (events.End / (2d * count), decisions.End / (2d * count));
        return stages;
    }

    static void Pass(
        Traffic traffic, SignedRequests requests, int from, int count, FileLog events, DecisionLoop loop,
        DecisionLogs sink, Stages stages)
    {
        var parser = new TransactionParser();
        for (var done = 0; done < count; done += Batch)
        {
            var until = from + Math.Min(done + Batch, count);
            stages.Begin();
            for (var i = from + done; i < until; i++)
            {
                if (!requests.Verify(i))
                    throw new InvalidDataException("A signature is not what was signed.");
            }
            stages.End(0);
            for (var i = from + done; i < until; i++)
            {
                if (!parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime))
                    throw new InvalidDataException(parser.Malformed ?? parser.Errors.ToString());
                var transaction = new Transaction(parser.Bytes.Span);
                events.Append(RecordKind.Transaction, 0, traffic.ArrivalTime(i), transaction.Bytes);
            }
            stages.End(1);
            var offset = events.End;
            events.Commit();
            stages.End(2);
            stages.RunLoop(() => loop.Run(events.LastCommitted, offset));
            stages.End(3);
            sink.Commit();
            stages.End(2);
        }
    }

    static void Commit(FileLog events, DecisionLoop loop, DecisionLogs sink)
    {
        var from = events.End;
        events.Commit();
        loop.Run(events.LastCommitted, from);
        sink.Commit();
    }
}
