using System.Collections.Concurrent;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>What the index keeps in files is made again from the logs, whatever has become of it.</summary>
public sealed class GateIndexTests
{
    static readonly byte[][] Payments = [.. SomeModel.Payments(600, seed: 9)];

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("key deleted", "it was made with another key")]
    [InlineData("key emptied", "it was made with another key")]
    [InlineData("runs deleted", "no file held the ids of the decisions from offset 0 to")]
    [InlineData("oldest run deleted", "no file held the ids of the decisions from offset 0 to")]
    [InlineData("runs zeroed", "it has another format")]
    [InlineData("runs cut", "it has another length")]
    public async Task No_payment_is_decided_twice_and_what_was_wrong_is_told_after(string damage, string? told)
    {
        using var folder = new TemporaryFolder();
        for (var part = 0; part < 2; part++)
        {
            using var gate = Open(folder);
            foreach (var few in Payments.Skip(300 * part).Take(300).Chunk(50))
                Assert.All(await Submit(gate, few), result => Assert.Equal(SubmitResult.Done, result));
            Assert.True(SpinWait.SpinUntil(() => Runs(folder).Length > part, TimeSpan.FromSeconds(30)));
        }
        Do(damage, Path.Combine(folder, GateSettings.Decisions), Runs(folder));
        for (var start = 0; start < 2; start++)
        {
            using var gate = Open(folder);
            Assert.All(await Submit(gate, Payments), result => Assert.Equal(SubmitResult.Replayed, result));
            Assert.Equal(Payments.Length, gate.Decided);
            Assert.All(gate.Notices, notice => Assert.Equal(GateFaultKind.FileMadeAgain, notice.Kind));
            if (start == 0 && told is not null)
                Assert.Contains(gate.Notices, notice => notice.Cause.Message.Contains(told));
            else
                Assert.Empty(gate.Notices);
        }
    }

    [Fact]
    public async Task Ids_that_cannot_be_written_to_a_file_are_told_once_in_each_run_of_the_gate_and_stop_nothing()
    {
        using var folder = new TemporaryFolder();
        var decisions = Path.Combine(folder, GateSettings.Decisions);
        var inTheWay = (await EndsOfSegments())
            .Select(end => Directory.CreateDirectory(TransactionIndexRun.PathOf(decisions, 0, end) + ".new")).ToArray();
        var faults = new ConcurrentQueue<GateFault>();
        using (var gate = Open(folder, faults.Enqueue))
        {
            Assert.All(await SubmitOneByOne(gate), result => Assert.Equal(SubmitResult.Done, result));
            AssertTold(1);
            Assert.All(await SubmitOneByOne(gate), result => Assert.Equal(SubmitResult.Replayed, result));
            Assert.Null(gate.Fault);
        }
        // Now it fails while the gate is opened, before anybody can listen.
        using (var gate = Open(folder, faults.Enqueue))
        {
            AssertTold(2);
            Assert.All(await SubmitOneByOne(gate), result => Assert.Equal(SubmitResult.Replayed, result));
            Array.ForEach(inTheWay, directory => directory.Delete());
            var more = SomeModel.Payments(900, seed: 10).Skip(600).ToArray();
            Assert.All(await Submit(gate, more), result => Assert.Equal(SubmitResult.Done, result));
            Assert.True(SpinWait.SpinUntil(() => Runs(folder).Length > 0, TimeSpan.FromSeconds(30)));
        }
        AssertTold(2);

        void AssertTold(int times)
        {
            Assert.True(SpinWait.SpinUntil(() => faults.Count >= times, TimeSpan.FromSeconds(30)));
            Assert.Equal(Enumerable.Repeat(GateFaultKind.IdsNotWritten, times), faults.Select(fault => fault.Kind));
        }
    }

    /// <summary>
    /// Made again with a model that was gone before, the decisions are longer: what a run says of them would be wrong,
    /// though the log has reached its end again.
    /// </summary>
    [Fact]
    public async Task A_run_of_decisions_that_a_crash_took_is_not_believed_when_the_log_has_grown_again()
    {
        using var folder = new TemporaryFolder();
        using (var gate = Open(folder))
            await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
        using (var gate = Open(folder, load: _ => throw new InvalidDataException("The model is gone.")))
        {
            Assert.All(await SubmitOneByOne(gate), result => Assert.Equal(SubmitResult.Done, result));
            Assert.True(SpinWait.SpinUntil(() => Runs(folder).Length > 0, TimeSpan.FromSeconds(30)));
        }
        var decisions = Path.Combine(folder, GateSettings.Decisions);
        foreach (var start in Segments.List(decisions)[1..])
            File.Delete(Segments.PathOf(decisions, start));
        File.Delete(EndFile.PathOf(decisions));
        File.Delete(Segments.PathOf(Path.Combine(folder, GateSettings.Alerts), 0));
        File.Delete(EndFile.PathOf(Path.Combine(folder, GateSettings.Alerts)));
        Directory.Delete(Path.Combine(folder, GateSettings.Snapshots), recursive: true);
        using var again = Open(folder);
        Assert.All(await SubmitOneByOne(again), result => Assert.Equal(SubmitResult.Replayed, result));
    }

    /// <summary>The parser makes no such bytes: an id that ends behind the last byte cannot be looked up.</summary>
    [Fact]
    public async Task A_payment_whose_id_cannot_be_looked_up_is_refused_alone()
    {
        using var folder = new TemporaryFolder();
        var faults = new ConcurrentQueue<GateFault>();
        using var gate = Open(folder, faults.Enqueue);
        using var busy = new BusyGate(gate);
        var broken = Some.Bytes(Some.Json("broken"));
        broken.AsSpan(Transaction.TextEndsAt + (2 * (int)Field.TransactionId), 2).Fill(0xFF);
        var label = gate.SubmitAsync(new LabelSubmission("none", LabelKind.Fraud, Some.Noon, LabelSource.Machine("x")));
        var payments = Submit(gate, [.. Payments[..300], broken, .. Payments[300..]], appendTime: Some.Noon);
        await busy.Release();
        Assert.Equal(SubmitResult.Unknown, await label);
        var results = await payments;
        Assert.Equal(SubmitResult.Unavailable, results[300]);
        Assert.Equal(600, results.Count(result => result == SubmitResult.Done));
        Assert.Equal([GateFaultKind.SubmissionFailed], faults.Select(fault => fault.Kind));
    }

    /// <summary>Where segments end when payments are submitted one by one.</summary>
    static async Task<long[]> EndsOfSegments()
    {
        using var folder = new TemporaryFolder();
        using var gate = Open(folder);
        await SubmitOneByOne(gate);
        return Segments.List(Path.Combine(folder, GateSettings.Decisions))[1..];
    }

    static void Do(string damage, string folder, string[] runs)
    {
        var key = Path.Combine(folder, "ids.key");
        switch (damage)
        {
            case "key deleted":
                File.Delete(key);
                break;
            case "key emptied":
                File.WriteAllBytes(key, []);
                break;
            case "runs deleted":
                Array.ForEach(runs, File.Delete);
                break;
            case "oldest run deleted":
                File.Delete(runs[0]);
                break;
            case "runs zeroed":
                Array.ForEach(runs, run => File.WriteAllBytes(run, new byte[new FileInfo(run).Length]));
                break;
            case "runs cut":
                Array.ForEach(runs, run => File.WriteAllBytes(run, File.ReadAllBytes(run)[..^100]));
                break;
        }
    }

    static string[] Runs(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, GateSettings.Decisions), "*.ids").Order()];

    static Gate Open(
        string folder, Action<GateFault>? hear = null, Func<ModelReference, AnomalyModel>? load = null)
    {
        var gate = Recovery.Open(
            new(folder, SegmentBytes: 4096), DefaultFeatures.Set, Some.Policy, load ?? SomeModel.Load,
            TimeProvider.System);
        gate.Faulted += hear;
        gate.Start();
        return gate;
    }

    static async Task<SubmitResult[]> SubmitOneByOne(Gate gate)
    {
        var results = new List<SubmitResult>();
        foreach (var payment in Payments)
            results.AddRange(await Submit(gate, [payment]));
        return [.. results];
    }

    static Task<SubmitResult[]> Submit(Gate gate, byte[][] payments, long appendTime = 0) =>
        Task.WhenAll(payments.Select(bytes =>
        {
            var request = gate.Rent();
            request.Set(bytes);
            request.AppendTime = appendTime == 0 ? request.Transaction.EventTime : appendTime;
            return gate.SubmitAsync(request).AsTask();
        }));
}
