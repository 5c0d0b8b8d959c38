using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline;

public sealed class GateLoadTests
{
    [Fact]
    public async Task Every_request_of_a_crowd_is_answered_with_its_own_decision_also_across_snapshots()
    {
        using var folder = new TemporaryFolder();
        using var gate = Recovery.Open(
            new(folder, SnapshotEvery: 100_000, Queue: 64, SegmentBytes: 1 << 18),
            DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        var payments = SomeModel.Payments(8_000, seed: 21).ToArray();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < payments.Length; i = Interlocked.Increment(ref next))
            {
                var request = gate.Rent();
                request.Set(payments[i]);
                // Half of the crowd brings its own thread, half leaves the work to the gate's.
                var result = worker % 2 == 0 ? await gate.SubmitAsync(request) : await gate.SubmitWhenRoom(request);
                while (result == SubmitResult.Busy)
                    result = await gate.SubmitWhenRoom(request);
                Assert.Equal(SubmitResult.Done, result);
                Assert.True(request.Decision.IsOn(request.Transaction));
                gate.Return(request);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(payments.Length, gate.Decided);
        // On a busy machine the gate's own thread, which writes them, may have had its first turn only now.
        var snapshots = Path.Combine(folder, "snapshots");
        for (var i = 0; i < 300 && !(Directory.Exists(snapshots) && Directory.EnumerateFiles(snapshots).Any()); i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.NotEmpty(Directory.GetFiles(snapshots));
    }
}
