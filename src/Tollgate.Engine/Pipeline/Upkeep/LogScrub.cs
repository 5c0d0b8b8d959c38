using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline.Upkeep;

/// <summary>
/// Reads the logs whole, again and again, beside the gate. A start reads only what lies behind a snapshot, and most old
/// records are never asked for: without this, nobody would know what the disk has lost until it is needed.
/// </summary>
/// <param name="report">Told each damaged segment, once.</param>
sealed class LogScrub(GateLogs logs, Action<GateFault> report) : IDisposable
{
    static readonly TimeSpan BetweenPasses = TimeSpan.FromDays(1);

    /// <summary>After each read of 1 MB: a scrub takes no more than 100 MB/s and a few percent of a core.</summary>
    static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(10);

    readonly ManualResetEventSlim stop = new();
    readonly HashSet<string> told = [];
    Exception? damage;
    Thread? thread;

    /// <summary>The first damage that was found, or null. Any thread.</summary>
    public Exception? Damage => Volatile.Read(ref damage);

    public void Start()
    {
        thread = new(Work) { Name = "log scrub", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    public void Dispose()
    {
        stop.Set();
        thread?.Join();
        stop.Dispose();
    }

    void Work()
    {
        do
        {
            foreach (var log in (FileLog[])[logs.Events, logs.DecisionLog, logs.Alerts])
                Read(log);
        }
        while (!stop.Wait(BetweenPasses));
    }

    void Read(FileLog log)
    {
        var end = log.End;
        using var cursor = log.OpenCursor(log.FirstOffset);
        while (cursor.Offset < end && !stop.IsSet)
        {
            try
            {
                if (!cursor.TryReadBatch(int.MaxValue, out _, out _))
                    return;
                stop.Wait(BetweenReads);
            }
            catch (LogException) when (cursor.Offset < log.FirstOffset)
            {
                cursor.Seek(log.FirstOffset); // retention was faster
            }
            catch (LogException e)
            {
                Tell(e);
                if (Array.Find(log.SegmentStarts, start => start > cursor.Offset) is not (> 0 and var next))
                    return;
                cursor.Seek(next);
            }
        }
    }

    void Tell(LogException found)
    {
        if (!told.Add(found.Message))
            return;
        Volatile.Write(ref damage, damage ?? found);
        report(new(GateFaultKind.LogDamaged, found));
    }
}
