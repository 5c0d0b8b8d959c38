using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog.Repair;

/// <summary>
/// Makes a damaged log readable. What is taken out is kept aside first, and what stays keeps its offset. Each step
/// leaves a log that can be inspected and mended again.
/// </summary>
static class LogMending
{
    const string Extension = "damaged";

    /// <summary>Fills the place with gaps, which no reader sees, or cuts off what nothing follows.</summary>
    /// <returns>The files that hold what was there.</returns>
    public static IReadOnlyList<string> Mend(string folder, LogDamage damage, Guid boot)
    {
        if (damage.Kind == LogDamageKind.Tail)
            return CutAt(folder, damage.Offset, boot, damage.To + damage.Segment);
        using var file = File.OpenHandle(damage.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var there = Math.Min(damage.To, RandomAccess.GetLength(file));
        string[] kept = there > damage.From
            ? [KeptAside.Copy(damage.Path, file, damage.From, there, Extension)]
            : [];
        if (damage.Kind == LogDamageKind.Surplus)
            RandomAccess.SetLength(file, damage.From);
        else
            Fill(file, damage.From, damage.To);
        RandomAccess.FlushToDisk(file);
        return kept;
    }

    /// <summary>Ends the log at an offset; all that was behind it is kept aside.</summary>
    /// <param name="lost">Where the log goes on if it has no segment left, so that its offsets stay unique.</param>
    public static IReadOnlyList<string> CutAt(string folder, long offset, Guid boot, long lost = 0)
    {
        var kept = new List<string>();
        var starts = Segments.List(folder);
        if (starts.Length == 0)
        {
            using (File.OpenHandle(Segments.PathOf(folder, lost), FileMode.CreateNew, FileAccess.Write))
                return kept;
        }
        var at = Segments.Holding(starts, offset);
        using var file = File.OpenHandle(Segments.PathOf(folder, starts[at]), FileMode.Open, FileAccess.ReadWrite);
        var (from, length) = (offset - starts[at], RandomAccess.GetLength(file));
        if (length > from)
            kept.Add(KeptAside.Copy(Segments.PathOf(folder, starts[at]), file, from, length, Extension));
        LowerEnd(folder, offset, boot);
        foreach (var start in starts.Skip(at + 1).Reverse())
            kept.Add(KeptAside.Move(Segments.PathOf(folder, start), Extension));
        if (length > from)
            RandomAccess.SetLength(file, from);
        RandomAccess.FlushToDisk(file);
        return kept;
    }

    static void LowerEnd(string folder, long offset, Guid boot)
    {
        if (EndFile.Read(folder, out _) is not { } known || Math.Max(known.Committed, known.Flushed) <= offset)
            return;
        using var published = new EndFile(folder, known.Boot);
        published.Begin(known.Committed, known.Flushed);
        published.Lower(offset);
    }

    static void Fill(SafeFileHandle file, long from, long to)
    {
        const int longest = LogRecord.HeaderLength + LogRecord.MaxPayload;
        var gap = new byte[Math.Min(longest, to - from)];
        while (from < to)
        {
            // What is left behind this one must have room for another.
            var left = to - from;
            var length = (int)(left <= longest ? left : Math.Min(longest, left - LogRecord.HeaderLength));
            LogRecord.SealGap(gap.AsSpan(0, length));
            RandomAccess.Write(file, gap.AsSpan(0, length), from);
            from += length;
        }
    }
}
