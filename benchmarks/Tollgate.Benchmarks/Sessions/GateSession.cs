using System.Diagnostics;
using System.Security.Cryptography;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// Payments through the real gate, without HTTP: one thread parses and submits while the gate's own thread decides,
/// then one thread submits a payment at a time and so runs the gate itself. Every answer is held against the log.
/// </summary>
sealed class GateSession : IDisposable
{
    const int Alone = 50_000;

    readonly Traffic traffic;
    readonly GateSettings settings;
    readonly IncrementalHash answers = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

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
        using var gate = await OpenedGate.Open(settings, TrainedModel.Of(traffic));
        gate.Start();
        var crowd = new Crowd(traffic, gate, answered => answers.AppendData(answered.Decision.Bytes));
        await crowd.Submit(0, count); // fills the windows and warms the code up
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        await crowd.Submit(count, count);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add("gate", count / seconds, "transactions/s, one thread that parses and the gate's own");
        report.Add(
            "gate.allocated", (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count,
            "bytes/transaction on all threads");
        started = Stopwatch.GetTimestamp();
        await crowd.SubmitAlone(count + count, Alone);
        seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add("gate.alone", seconds * 1e6 / Alone, "µs/transaction, each awaited before the next");
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
}
