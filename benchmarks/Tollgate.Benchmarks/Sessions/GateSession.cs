using System.Diagnostics;
using System.Security.Cryptography;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// Payments through the real gate, without HTTP: one thread parses and submits while the gate's own thread decides,
/// then one thread submits a payment at a time and so runs the gate itself. Every answer is held against the log.
/// </summary>
sealed class GateSession : IDisposable
{
    const int InFlight = 2_048, Alone = 50_000;

    readonly Traffic traffic;
    readonly GateSettings settings;
    readonly TransactionParser parser = new();
    readonly IncrementalHash answers = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly Queue<Pending> pending = new(InFlight);

    GateSession(Traffic traffic, string folder) => (this.traffic, settings) = (traffic, new(folder));

    public static async Task Run(Report report, int count)
    {
        using var folder = new Folder();
        var traffic = new Traffic(count + count + Alone);
        using var session = new GateSession(traffic, folder);
        await session.Measure(report, count);
        report.Add("gate.decisions", session.Check(traffic.Count - traffic.Repeats));
    }

    public void Dispose() => answers.Dispose();

    async Task Measure(Report report, int count)
    {
        var model = PipelineSession.Train(traffic, Math.Min(count, 100_000));
        using var gate = Open(model);
        await gate.ChangeAsync(g => g with { Model = new(model.Name, 1, model.Hash) });
        await SubmitCrowd(gate, 0, count); // fills the windows and warms the code up
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        await SubmitCrowd(gate, count, count);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add("gate", count / seconds, "transactions/s, one thread that parses and the gate's own");
        report.Add(
            "gate.allocated", (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count,
            "bytes/transaction on all threads");
        started = Stopwatch.GetTimestamp();
        await SubmitAlone(gate, count + count);
        seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add("gate.alone", seconds * 1e6 / Alone, "µs/transaction, each awaited before the next");
    }

    Gate Open(AnomalyModel model)
    {
        var policy = new Policy(0.995, 0.9995, DecisionKind.Review, "EUR", Geography.Rates);
        var gate = Recovery.Open(settings, DefaultFeatures.Set, policy, _ => model, TimeProvider.System);
        gate.Start();
        return gate;
    }

    async Task SubmitCrowd(Gate gate, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (pending.Count == InFlight)
                await TakeOldest(gate);
            var submission = Parse(gate, i);
            pending.Enqueue(new(submission, gate.SubmitWhenRoom(submission)));
        }
        while (pending.Count > 0)
            await TakeOldest(gate);
    }

    async Task SubmitAlone(Gate gate, int from)
    {
        for (var i = from; i < from + Alone; i++)
        {
            var submission = Parse(gate, i);
            Take(gate, submission, await gate.SubmitAsync(submission));
        }
    }

    TransactionSubmission Parse(Gate gate, int i)
    {
        if (!parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime))
            throw new InvalidDataException(parser.Malformed ?? parser.Errors.ToString());
        var submission = gate.Rent();
        submission.Set(parser.Bytes.Span);
        submission.AppendTime = traffic.ArrivalTime(i); // so that the same traffic makes the same bytes
        return submission;
    }

    async ValueTask TakeOldest(Gate gate)
    {
        var (submission, result) = pending.Dequeue();
        Take(gate, submission, await result);
    }

    void Take(Gate gate, TransactionSubmission submission, SubmitResult result)
    {
        if (result == SubmitResult.Done)
            answers.AppendData(submission.Decision.Bytes);
        else if (result != SubmitResult.Replayed)
            throw new InvalidDataException($"A payment was answered {result}.");
        gate.Return(submission);
    }

    /// <summary>The hash of all decisions, which are the answers in their order.</summary>
    string Check(int expected)
    {
        var answered = Convert.ToHexStringLower(answers.GetHashAndReset());
        using var logged = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var cursor = new LogCursor(settings.DecisionsFolder, 0);
        var count = 0;
        for (; cursor.TryRead(out var record); count++)
            logged.AppendData(record.Payload);
        return count == expected && Convert.ToHexStringLower(logged.GetHashAndReset()) == answered
            ? answered
            : throw new InvalidDataException($"{count} of {expected} decisions are logged, or not those answered.");
    }

    readonly record struct Pending(TransactionSubmission Submission, ValueTask<SubmitResult> Result);
}
