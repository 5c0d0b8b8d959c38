using System.Diagnostics;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>Time spent in the stages of a session, measured once a batch.</summary>
sealed class Stages
{
    static readonly string[] Names = ["verify", "parse", "write", "decide"];

    readonly long[] ticks = new long[Names.Length];
    long begun;

    /// <summary>Bytes that the loop itself allocated.</summary>
    public long LoopBytes { get; private set; }

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
        LoopBytes += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Reset()
    {
        Array.Clear(ticks);
        LoopBytes = 0;
    }

    public void Tell(Report report, int count)
    {
        for (var i = 0; i < Names.Length; i++)
            report.Add("pipeline." + Names[i], ticks[i] * 1e6 / Stopwatch.Frequency / count, "µs/transaction");
    }
}
