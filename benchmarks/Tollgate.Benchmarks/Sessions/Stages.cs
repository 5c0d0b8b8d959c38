using System.Diagnostics;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>Time spent in the stages of a session, measured once a batch.</summary>
sealed class Stages
{
    static readonly string[] Names = ["verify", "parse", "write", "decide"];

    readonly long[] ticks = new long[Names.Length];
    long begun;

    readonly List<long> loopBytes = [];

    /// <summary>Bytes that the loop itself allocated, in all.</summary>
    public long LoopBytes => loopBytes.Sum();

    /// <summary>The same in the median batch: what is left when a table that grows does not count.</summary>
    public long MedianLoopBytes => loopBytes.Order().ElementAt(loopBytes.Count / 2);

    /// <summary>Share of the batches in which the loop allocated nothing.</summary>
    public double SilentBatches => loopBytes.Count(b => b == 0) / (double)loopBytes.Count;

    public void Begin() => begun = Stopwatch.GetTimestamp();

    public void End(int stage)
    {
        var now = Stopwatch.GetTimestamp();
        ticks[stage] += now - begun;
        begun = now;
    }

    public void RunLoop(Action loop)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        loop();
        loopBytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Reset()
    {
        Array.Clear(ticks);
        loopBytes.Clear();
    }

    public void Tell(Report report, int count)
    {
        for (var i = 0; i < Names.Length; i++)
            report.Add("stages." + Names[i], ticks[i] * 1e6 / Stopwatch.Frequency / count, "µs/transaction");
    }
}
