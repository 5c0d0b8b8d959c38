using System.Diagnostics;
using System.Security.Cryptography;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// The way of a payment on one thread, without HTTP: JSON → signature → parse → append to the log of events → windows
/// → forest → decision → append to the log of decisions, in batches of 512 that are written to disk.
/// </summary>
static class PipelineSession
{
    const int Batch = 512;
    const long Lateness = 86_400_000;

    /// <summary>Throughput with 100,000 active users, while the windows still fill.</summary>
    public static void Run(Report report, int count)
    {
        var stages = Measure(new Traffic(count + count), count, out var seconds, out var bytes);
        report.Add("pipeline", count / seconds, "transactions/s on one core");
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
        var model = Train(traffic, Math.Min(count, 100_000));
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
        Pass(traffic, 0, count, events, loop, sink, stages); // fills the windows and warms the code up
        stages.Reset();
        var watch = Stopwatch.StartNew();
        Pass(traffic, count, count, events, loop, sink, stages);
        seconds = watch.Elapsed.TotalSeconds;
        bytes = (events.End / (2d * count), decisions.End / (2d * count));
        return stages;
    }

    static void Pass(
        Traffic traffic, int from, int count, FileLog events, DecisionLoop loop, DecisionLogs sink, Stages stages)
    {
        var parser = new TransactionParser();
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, new byte[32]);
        Span<byte> signature = stackalloc byte[32];
        for (var done = 0; done < count; done += Batch)
        {
            var until = from + Math.Min(done + Batch, count);
            stages.Begin();
            for (var i = from + done; i < until; i++)
            {
                mac.AppendData(traffic[i]);
                mac.GetHashAndReset(signature);
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

    public static AnomalyModel Train(Traffic traffic, int count)
    {
        var set = DefaultFeatures.Set;
        var engine = new FeatureEngine(set, Lateness);
        var parser = new TransactionParser();
        var values = new double[set.Count];
        var rows = new double[count * set.ModelInputs.Length];
        for (var i = 0; i < count; i++)
        {
            parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime);
            engine.Observe(new(parser.Bytes.Span), values);
            for (var f = 0; f < set.ModelInputs.Length; f++)
                rows[(i * set.ModelInputs.Length) + f] = values[set.ModelInputs[f]];
        }
        return AnomalyModel.Train(set.Hash, set.ModelInputNames, rows, new(), 0, 1);
    }
}
