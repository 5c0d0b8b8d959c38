using System.Buffers.Text;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// What went on beside a sender, by the clock: snapshots, new segments and runs of ids by the files that appear,
/// collections, large allocations as a table that grows makes them, and how long the sender's thread waited for a
/// processor (on Linux).
/// </summary>
sealed class Disturbances : IDisposable
{
    const double ShortestMs = 0.5;
    const long GrowthBytes = 2 << 20;
    const string Processor = "without a processor";

    /// <summary>What a file tells may come this much later than it happened.</summary>
    static readonly long Slack = Stopwatch.Frequency / 200;

    readonly Lock sync = new();
    readonly List<Happening> known = [];
    readonly List<FileSystemWatcher> watchers = [];
    readonly SafeFileHandle? schedule;
    readonly byte[] buffer = new byte[128];
    long lastSample;
    double lastDelay;
    TimeSpan lastPause;
    long lastAllocated;

    public Disturbances(GateSettings settings)
    {
        foreach (var folder in Directory.GetDirectories(settings.Folder))
            Watch(folder);
        if (File.Exists("/proc/thread-self/schedstat"))
            schedule = File.OpenHandle("/proc/thread-self/schedstat");
        Sample();
        known.Clear();
    }

    /// <summary>To be called now and then by the thread that sends; costs some microseconds.</summary>
    public void Sample()
    {
        var now = Stopwatch.GetTimestamp();
        var (delay, pause) = (ProcessorDelayMs(), GC.GetTotalPauseDuration());
        if (delay - lastDelay > ShortestMs)
            Note(new Happening(lastSample, now, Processor, delay - lastDelay));
        if ((pause - lastPause).TotalMilliseconds > ShortestMs)
            Note(new Happening(lastSample, now, "collections", (pause - lastPause).TotalMilliseconds));
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - lastAllocated > GrowthBytes)
            Note(new Happening(lastSample, now, $"{(allocated - lastAllocated) >> 20} MB allocated", 0));
        (lastSample, lastDelay, lastPause, lastAllocated) = (now, delay, pause, allocated);
    }

    /// <summary>What is known to have happened between two timestamps.</summary>
    public string Between(long from, long to)
    {
        var met = Met(from, to).GroupBy(one => one.What).Select(same => (same.Key, Ms: same.Sum(one => one.Ms)));
        var texts = met.Select(one => one.Ms > 0 ? $"{one.Key} {one.Ms:0.0} ms" : one.Key);
        return string.Join(", ", texts) is { Length: > 0 } text ? text : "nothing known";
    }

    /// <summary>How long the thread that sends waited for a processor between two timestamps, at most.</summary>
    public double ProcessorMs(long from, long to) =>
        Met(from, to).Where(one => one.What == Processor).Sum(one => one.Ms);

    public void Dispose()
    {
        watchers.ForEach(watcher => watcher.Dispose());
        schedule?.Dispose();
    }

    void Watch(string folder)
    {
        var name = Path.GetFileName(folder);
        // Of names only: told of every write, it would be the greatest disturbance of all.
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, e) => Note($"{Kind(e.Name!)} begun in {name}");
        watcher.Renamed += (_, e) => Note($"{Kind(e.Name!)} finished in {name}");
        watcher.EnableRaisingEvents = true;
        watchers.Add(watcher);
    }

    static string Kind(string file) =>
        file.Contains(".snapshot") ? "snapshot" : file.Contains(".ids") ? "run of ids" : "segment";

    void Note(string what) => Note(new Happening(Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp(), what, 0));

    void Note(Happening happening)
    {
        lock (sync)
            known.Add(happening);
    }

    List<Happening> Met(long from, long to)
    {
        lock (sync)
            return [.. known.Where(one => one.From <= to + Slack && one.To >= from)];
    }

    /// <summary>The second number of the file: nanoseconds in which the thread could have run and did not.</summary>
    double ProcessorDelayMs()
    {
        if (schedule is null)
            return 0;
        var text = buffer.AsSpan(0, RandomAccess.Read(schedule, buffer, 0));
        text = text[(text.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(text, out long nanoseconds, out _) ? nanoseconds / 1e6 : 0;
    }

    readonly record struct Happening(long From, long To, string What, double Ms);
}
