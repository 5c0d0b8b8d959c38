using System.Collections.Concurrent;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>
/// What goes wrong is made to go wrong for real: a disk of 256 KB that is full, a folder that stands in the way of a
/// file, a model that cannot be loaded. A crowd is submitted while the gate is busy, so that it becomes one batch; its
/// 100 payments are longer than what is left in a page of the disk, so that a part of the write succeeds.
/// </summary>
public sealed class GateFaultTests : IDisposable
{
    static readonly byte[][] Crowd = [.. SomeModel.Payments(100, seed: 8)];

    readonly TemporaryFolder folder = new();
    readonly ConcurrentQueue<GateFaultKind> faults = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Payments_are_refused_while_the_events_cannot_be_written_and_taken_as_soon_as_they_can()
    {
        using var disk = new SmallDisk(Path.Combine(folder, GateSettings.Events));
        using (var gate = Open())
        {
            disk.Fill();
            await AssertAll(SubmitResult.Unavailable, gate, Crowd);
            Assert.Equal(GateFaultKind.LogNotWritten, gate.Fault?.Kind);
            Assert.Equal([GateFaultKind.LogNotWritten], faults);
            disk.Empty();
            await AssertAll(SubmitResult.Done, gate, Crowd);
            Assert.Null(gate.Fault);
        }
        await AssertWhole(Crowd.Length);
    }

    [Fact]
    public async Task What_is_decided_is_answered_though_its_log_is_full_and_nothing_else_is_taken_until_it_is_written()
    {
        using var disk = new SmallDisk(Path.Combine(folder, GateSettings.Decisions));
        using (var gate = Open())
        {
            disk.Fill();
            await AssertAll(SubmitResult.Done, gate, Crowd);
            Assert.Equal(GateFaultKind.LogNotWritten, gate.Fault?.Kind);
            var end = gate.EventsEnd;
            await AssertAll(SubmitResult.Unavailable, gate, [Some.Bytes(Some.Json("t-1", Some.Noon))]);
            Assert.Equal(end, gate.EventsEnd);
            disk.Empty();
            await AssertAll(SubmitResult.Done, gate, [Some.Bytes(Some.Json("t-2", Some.Noon))]);
            await AssertAll(SubmitResult.Replayed, gate, Crowd);
            Assert.Null(gate.Fault);
        }
        await AssertWhole(Crowd.Length + 1);
    }

    [Fact]
    public void What_a_start_cut_off_is_told()
    {
        using (Open())
        {
        }
        var segment = Segments.PathOf(Path.Combine(folder, GateSettings.Events), 0);
        File.AppendAllBytes(segment, new byte[7]);
        using var gate = Open();
        var notice = Assert.Single(gate.Notices);
        Assert.Equal(GateFaultKind.TailCut, notice.Kind);
        Assert.Contains(segment, notice.Cause.Message);
    }

    [Theory]
    [InlineData(GateSettings.Events)]
    [InlineData(GateSettings.Decisions)]
    public async Task A_segment_that_cannot_be_opened_holds_payments_up_only_until_it_can(string log)
    {
        using (var gate = Open(segmentBytes: 4096))
        {
            await AssertAll(SubmitResult.Done, gate, Crowd);
            var logFolder = Path.Combine(folder, log);
            var inTheWay = Directory.CreateDirectory(Segments.PathOf(logFolder, LogCursor.EndOf(logFolder)));
            byte[][] next = [Some.Bytes(Some.Json("t-1", Some.Noon))];
            await AssertAll(
                log == GateSettings.Events ? SubmitResult.Unavailable : SubmitResult.Done, gate, next);
            Assert.Equal(GateFaultKind.LogNotWritten, gate.Fault?.Kind);
            inTheWay.Delete();
            await AssertAll(log == GateSettings.Events ? SubmitResult.Done : SubmitResult.Replayed, gate, next);
        }
        await AssertWhole(Crowd.Length + 1);
    }

    [Fact]
    public async Task A_full_disk_is_told_once_and_found_free_again_though_nobody_submits_anything()
    {
        using var disk = new SmallDisk(Path.Combine(folder, GateSettings.Events));
        using var gate = Open();
        var recovered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate.Recovered += recovered.SetResult;
        disk.Fill();
        await AssertAll(SubmitResult.Unavailable, gate, Crowd);
        Assert.Equal(0, await gate.QueryAsync(loop => loop.Counts.Total));
        await AssertAll(SubmitResult.Unavailable, gate, Crowd);
        Assert.Equal(GateFaultKind.LogNotWritten, gate.Fault?.Kind);
        disk.Empty();
        await recovered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(gate.Fault);
        Assert.Equal([GateFaultKind.LogNotWritten], faults);
    }

    [Fact]
    public async Task Refused_payments_are_not_decided_by_a_restart()
    {
        using var disk = new SmallDisk(Path.Combine(folder, GateSettings.Events));
        using (var gate = Open())
        {
            disk.Fill();
            await AssertAll(SubmitResult.Unavailable, gate, Crowd);
        }
        disk.Empty();
        using var again = Open();
        Assert.Equal(0, again.Decided);
        await AssertAll(SubmitResult.Done, again, Crowd);
    }

    [Fact]
    public async Task A_change_that_does_not_fit_is_refused_alone_and_never_gets_into_the_log()
    {
        var (before, after) = (Some.Bytes(Some.Json("before")), Some.Bytes(Some.Json("after")));
        using var gate = Open(load: _ => throw new InvalidDataException("The model is gone."));
        using var busy = new BusyGate(gate);
        Task<SubmitResult>[] batch =
        [
            Submit(gate, before),
            gate.SubmitAsync(new GenerationSubmission(g => g with { Model = SomeModel.Reference })).AsTask(),
            Submit(gate, after),
        ];
        await busy.Release();
        Assert.Equal([SubmitResult.Done, SubmitResult.Unavailable, SubmitResult.Done], await Task.WhenAll(batch));
        Assert.Equal([GateFaultKind.SubmissionFailed], faults);
        Assert.Equal(1, gate.History.Find("after")!.Decision.Generation);
        await Assert.ThrowsAsync<InvalidDataException>(
            () => gate.ChangeAsync(g => g with { Features = "0123456789abcdef" }));
    }

    [Fact]
    public async Task A_model_that_is_gone_at_a_restart_has_failed_and_the_configured_decision_is_answered()
    {
        using (var gate = Open())
        {
            await gate.ChangeAsync(g => g with { Model = SomeModel.Reference });
            await AssertAll(SubmitResult.Done, gate, Crowd);
        }
        Directory.Delete(Path.Combine(folder, GateSettings.Snapshots), recursive: true);
        using var again = Open(load: _ => throw new InvalidDataException("The model is gone."));
        Assert.Contains(again.Notices, notice => notice.Kind == GateFaultKind.ModelMissing);
        Assert.Contains(again.Notices, notice => notice.Kind == GateFaultKind.DecisionsDiffer);
        await AssertAll(SubmitResult.Replayed, again, Crowd);
        await AssertAll(SubmitResult.Done, again, [Some.Bytes(Some.Json("next", Some.Noon))]);
        var decision = again.History.Find("next")!.Decision;
        Assert.Equal(DecisionKind.Review, decision.Kind);
        Assert.True(decision.Flags.HasFlag(DecisionFlags.ModelFailed));
    }

    /// <summary>The parser makes no such bytes: a text that ends behind the last byte makes the loop throw.</summary>
    [Fact]
    public async Task Whatever_is_thrown_everyone_is_answered_once()
    {
        var broken = Some.Bytes(Some.Json("broken"));
        broken.AsSpan(Transaction.TextEndsAt + (2 * (int)Field.UserId), 2).Fill(0xFF);
        using var gate = Open();
        await AssertAll(SubmitResult.Unavailable, gate, [.. Crowd[..50], broken, .. Crowd[50..]]);
        Assert.Equal(GateFaultKind.LoopFailed, gate.Fault?.Kind);
        var end = gate.EventsEnd;
        await AssertAll(SubmitResult.Unavailable, gate, [Some.Bytes(Some.Json("later"))]);
        Assert.Equal(end, gate.EventsEnd);
        Assert.Equal([GateFaultKind.LoopFailed], faults);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_is_reported_and_costs_no_decision()
    {
        var inTheWay = Path.Combine(folder, GateSettings.Snapshots);
        using (var gate = Open())
        {
            await AssertAll(SubmitResult.Done, gate, Crowd);
            await File.WriteAllBytesAsync(inTheWay, [], TestContext.Current.CancellationToken);
        }
        Assert.Equal([GateFaultKind.SnapshotNotWritten], faults);
        File.Delete(inTheWay);
        await AssertWhole(Crowd.Length);
    }

    Gate Open(int segmentBytes = 64 << 20, Func<ModelReference, AnomalyModel>? load = null)
    {
        var gate = Recovery.Open(
            new(folder, SegmentBytes: segmentBytes), DefaultFeatures.Set, Some.Policy, load ?? SomeModel.Load,
            TimeProvider.System);
        gate.Faulted += fault => faults.Enqueue(fault.Kind);
        gate.Start();
        return gate;
    }

    static async Task AssertAll(SubmitResult expected, Gate gate, byte[][] payments)
    {
        using var busy = new BusyGate(gate);
        var results = payments.Select(bytes => Submit(gate, bytes)).ToArray();
        await busy.Release();
        Assert.All(await Task.WhenAll(results), result => Assert.Equal(expected, result));
    }

    static Task<SubmitResult> Submit(Gate gate, byte[] bytes)
    {
        var submission = gate.Rent();
        submission.Set(bytes);
        return gate.SubmitAsync(submission).AsTask();
    }

    /// <summary>A start that decides the whole log again finds just these decisions, and cuts nothing off.</summary>
    async Task AssertWhole(int decisions)
    {
        if (Directory.Exists(Path.Combine(folder, GateSettings.Snapshots)))
            Directory.Delete(Path.Combine(folder, GateSettings.Snapshots), recursive: true);
        using var gate = Open();
        await AssertAll(SubmitResult.Replayed, gate, Crowd);
        Assert.Equal(decisions, gate.Decided);
        Assert.Empty(Directory.GetFiles(folder, "*.torn", SearchOption.AllDirectories));
    }
}
