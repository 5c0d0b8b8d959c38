using System.Diagnostics;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// Brings payments to the gate on one thread, as a body of many lines does: a batch waits in the queue, and its last
/// one finds the gate free and runs all of it. The gate's own thread is not needed, so nothing depends on it.
/// </summary>
/// <param name="requests">Verified first, if given.</param>
sealed class BatchCaller(Traffic traffic, Gate gate, SignedRequests? requests = null, int batch = 512)
{
    readonly SubmissionReader reader = new(traffic, gate);
    readonly Queue<Pending> pending = new(batch);
    readonly List<double> allocated = [];
    TimeSpan processor;
    long ticks;

    /// <summary>
    /// Time in the gate since the last <see cref="Reset"/>: admission with its look-up of ids, both logs, the loop.
    /// </summary>
    public double GateSeconds => ticks / (double)Stopwatch.Frequency;

    /// <summary>Processor time of the whole process meanwhile, so also of what it does beside the gate.</summary>
    public double GateProcessorSeconds => processor.TotalSeconds;

    /// <summary>Bytes that the thread allocated there.</summary>
    public double GateBytes => allocated.Sum();

    /// <summary>The same for a payment of the median batch: without growth, which comes in steps.</summary>
    public double MedianGateBytes => Figures.Median(allocated) / batch;

    /// <summary>Payments that were decided, not answered from the log.</summary>
    public int Decided { get; private set; }

    public void Reset()
    {
        allocated.Clear();
        (ticks, processor, Decided) = (0, TimeSpan.Zero, 0);
    }

    public void Submit(int from, int count)
    {
        for (var end = from + count; from < end; from += batch)
            SubmitBatch(from, Math.Min(batch, end - from));
    }

    void SubmitBatch(int from, int count)
    {
        for (var i = from; i < from + count - 1; i++)
        {
            var submission = Take(i);
            pending.Enqueue(new(submission, gate.SubmitWhenRoom(submission)));
        }
        RunGate(Take(from + count - 1));
        while (pending.TryDequeue(out var next))
            Complete(next);
    }

    void RunGate(TransactionSubmission last)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        pending.Enqueue(new(last, gate.SubmitAsync(last)));
        processor += Environment.CpuUsage.TotalTime - used;
        ticks += Stopwatch.GetTimestamp() - started;
        allocated.Add(GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    TransactionSubmission Take(int i) => requests is null || requests.Verify(i)
        ? reader.Read(i)
        : throw new InvalidDataException("A signature is not what was signed.");

    void Complete(Pending answered)
    {
        if (!answered.Result.IsCompleted)
            throw new InvalidOperationException("The gate left a payment to its own thread.");
        var result = answered.Result.GetAwaiter().GetResult();
        if (result == SubmitResult.Done)
            Decided++;
        else if (result != SubmitResult.Replayed)
            throw new InvalidDataException($"A payment was answered {result}.");
        gate.Return(answered.Submission);
    }
}
