namespace Tollgate.Engine.EventLog;

/// <summary>The segment files of a log: each is named by the offset of its first byte.</summary>
static class Segments
{
    public const string Extension = ".log";

    public static string PathOf(string folder, long offset) => Path.Combine(folder, $"{offset:D20}{Extension}");

    /// <summary>First offsets of the segments, ascending.</summary>
    public static long[] List(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var offsets = Directory.EnumerateFiles(folder, "*" + Extension)
            .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), out var offset) ? offset : -1)
            .Where(offset => offset >= 0)
            .ToArray();
        Array.Sort(offsets);
        return offsets;
    }

    /// <summary>Bytes of all segments.</summary>
    public static long Bytes(string folder) => List(folder).Sum(start => new FileInfo(PathOf(folder, start)).Length);

    /// <summary>Index of the segment that holds an offset, or -1 when it lies before the first.</summary>
    public static int Holding(ReadOnlySpan<long> segments, long offset)
    {
        var found = segments.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
