using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>Who brings many leaves room to who brings one.</summary>
public sealed class QueueShareTests
{
    const int Queue = 64;

    [Fact]
    public async Task Many_fill_half_of_the_queue_and_wait_for_more_without_a_thread_and_in_their_order()
    {
        using var folder = new TemporaryFolder();
        using var gate = Open(folder);
        using var busy = new BusyGate(gate);
        var queued = new List<ValueTask<SubmitResult>>();
        for (var i = 0; i < Queue / 2; i++)
        {
            var adding = gate.EnqueueAsync(Payment(gate, $"many-{i}"));
            Assert.True(adding.IsCompletedSuccessfully);
            queued.Add(await adding);
        }
        var waiting = gate.EnqueueAsync(Payment(gate, "many-last")).AsTask();
        Assert.False(waiting.IsCompleted);

        var alone = Enumerable.Range(0, Queue / 2)
            .Select(i => gate.SubmitAsync(Payment(gate, $"alone-{i}")).AsTask()).ToArray();
        Assert.All(alone, task => Assert.False(task.IsCompleted));
        Assert.Equal(SubmitResult.Busy, await gate.SubmitAsync(Payment(gate, "one too many")));

        await busy.Release();
        queued.Add(await waiting);
        foreach (var result in queued)
            Assert.Equal(SubmitResult.Done, await result);
        Assert.All(await Task.WhenAll(alone), result => Assert.Equal(SubmitResult.Done, result));
        Assert.Equal(Queue + 1, gate.Decided);
    }

    [Fact]
    public async Task Who_waits_for_room_is_told_when_the_gate_closes()
    {
        using var folder = new TemporaryFolder();
        var gate = Open(folder);
        var busy = new BusyGate(gate);
        for (var i = 0; i < Queue / 2; i++)
            await gate.EnqueueAsync(Payment(gate, $"many-{i}"));
        var waiting = gate.EnqueueAsync(Payment(gate, "many-last")).AsTask();

        var closing = Task.Run(gate.Dispose, TestContext.Current.CancellationToken);
        Assert.Equal(SubmitResult.Unavailable, await await waiting);
        busy.Dispose();
        await closing;
    }

    static Gate Open(string folder)
    {
        var gate = Recovery.Open(
            new(folder, Queue: Queue), DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        return gate;
    }

    static TransactionSubmission Payment(Gate gate, string id)
    {
        var submission = gate.Rent();
        submission.Set(Some.Bytes(Some.Json(id)));
        return submission;
    }
}
