using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>
/// One history of submissions with fixed append times. It holds what an answer can depend on: repeats near and far,
/// changed repeats, ids that come again once they are forgotten, payments that are late and too late, labels of
/// payments before, in and behind their batch, and changes of the generation.
/// </summary>
public sealed class GateBatchingTests
{
    const int Payments = 1_200;
    const long Hour = 3_600_000;
    static readonly byte[][] Simulated = [.. SomeModel.Payments(Payments, seed: 13)];

    static readonly Lazy<Task<Outcome>> OneByOne = new(() => Run(1));

    [Fact]
    public async Task The_history_knows_every_answer_that_depends_on_the_log()
    {
        var counts = (await OneByOne.Value).Answers.CountBy(answer => answer).ToDictionary();
        Assert.Equal(
            [
                SubmitResult.Done, SubmitResult.Replayed, SubmitResult.Conflict, SubmitResult.TooOld,
                SubmitResult.Unknown, SubmitResult.Unchanged,
            ],
            counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.True(count >= 20, $"{count}"));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(512)]
    [InlineData(int.MaxValue)]
    public async Task However_submissions_fall_into_batches_answers_and_logs_are_the_same(int batch)
    {
        var (expected, actual) = (await OneByOne.Value, await Run(batch));
        Assert.Equal(expected.Answers, actual.Answers);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Decisions, actual.Decisions);
        Assert.Equal(expected.Alerts, actual.Alerts);
    }

    static async Task<Outcome> Run(int batch)
    {
        using var folder = new TemporaryFolder();
        var answers = new List<SubmitResult>();
        using (var gate = Recovery.Open(
            new(folder, SegmentBytes: 16_384), DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System))
        {
            gate.Start();
            foreach (var few in History().Chunk(batch))
            {
                using var busy = new BusyGate(gate);
                var tasks = few.Select(submission => gate.SubmitAsync(submission).AsTask()).ToArray();
                await busy.Release();
                answers.AddRange(await Task.WhenAll(tasks));
            }
        }
        return new(
            answers, Bytes(folder, GateSettings.Events), Bytes(folder, GateSettings.Decisions),
            Bytes(folder, GateSettings.Alerts));
    }

    static IEnumerable<Submission> History()
    {
        var time = 0L;
        for (var i = 0; i < Payments; i++)
        {
            // Two leaps: each moves the window past all that was decided before, as soon as the watermark follows.
            var leap = i * 3 / Payments * 30 * Hour;
            time = Math.Max(time, EventTime(Simulated[i]) + leap);
            yield return Payment(i, leap, time);
            if (i % 5 == 0)
                yield return Payment(i, leap, time);
            if (i % 7 == 0)
                yield return Payment(i, leap, time, amount: 1);
            if (i % 6 == 0)
                yield return Payment(i * 2 / 3, leap, time); // far back: a repeat, or the id of one that is forgotten
            if (i % 11 == 0)
                yield return Payment(i / 2, 0, time);
            if (i % 13 == 0)
                yield return Payment(i / 3, leap, time, amount: 2);
            if (i % 10 == 0)
                yield return Label(i, LabelKind.Fraud, time);
            if (i % 20 == 0)
                yield return Label(i, i % 40 == 0 ? LabelKind.Fraud : LabelKind.Genuine, time + 1);
            if (i % 25 == 0)
                yield return Label(i + 3, LabelKind.Fraud, time);
            if (i % 301 == 0)
                yield return Change(review: 0.9 + (i / 100_000.0), time);
        }
    }

    static TransactionSubmission Payment(int number, long later, long appendTime, long? amount = null)
    {
        var bytes = Simulated[number].ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(), EventTime(bytes) + later);
        if (amount is { } other)
            BitConverter.TryWriteBytes(bytes.AsSpan(8), other);
        var submission = new TransactionSubmission { AppendTime = appendTime };
        submission.Set(bytes);
        return submission;
    }

    static LabelSubmission Label(int number, LabelKind kind, long time) =>
        new(
            number < Payments ? Encoding.UTF8.GetString(new Transaction(Simulated[number]).TransactionId) : "none",
            kind, time, LabelSource.Machine("bank"))
        {
            AppendTime = time,
        };

    static GenerationSubmission Change(double review, long time) =>
        new(config => config with { Model = SomeModel.Reference, Review = review }) { AppendTime = time };

    static long EventTime(byte[] transaction) => new Transaction(transaction).EventTime;

    /// <summary>All segments of a log: where one ends depends on where a batch does, what they hold does not.</summary>
    static byte[] Bytes(string folder, string log) =>
    [
        .. Segments.List(Path.Combine(folder, log))
            .SelectMany(start => File.ReadAllBytes(Segments.PathOf(Path.Combine(folder, log), start))),
    ];

    sealed record Outcome(List<SubmitResult> Answers, byte[] Events, byte[] Decisions, byte[] Alerts);
}
