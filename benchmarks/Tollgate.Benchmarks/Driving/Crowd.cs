using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>One thread that parses and submits without waiting, while the gate's own thread decides.</summary>
/// <param name="answered">Told each decision, in the order of the log; not told what was answered from it.</param>
sealed class Crowd(Traffic traffic, Gate gate, Action<TransactionSubmission>? answered = null)
{
    const int InFlight = 2_048;

    readonly SubmissionReader reader = new(traffic, gate);
    readonly Queue<Pending> pending = new(InFlight);

    public async Task Submit(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (pending.Count == InFlight)
                await TakeOldest();
            var submission = reader.Read(i);
            pending.Enqueue(new(submission, gate.SubmitWhenRoom(submission)));
        }
        while (pending.Count > 0)
            await TakeOldest();
    }

    /// <summary>Each is awaited before the next, so that this thread runs the gate.</summary>
    public async Task SubmitAlone(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var submission = reader.Read(i);
            Take(submission, await gate.SubmitAsync(submission));
        }
    }

    async ValueTask TakeOldest()
    {
        var (submission, result) = pending.Dequeue();
        Take(submission, await result);
    }

    void Take(TransactionSubmission submission, SubmitResult result)
    {
        if (result == SubmitResult.Done)
            answered?.Invoke(submission);
        else if (result != SubmitResult.Replayed)
            throw new InvalidDataException($"A payment was answered {result}.");
        gate.Return(submission);
    }
}
