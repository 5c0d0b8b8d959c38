using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline.Repair;

/// <summary>
/// Takes the records that stood in a place which a repair gave up, and puts them back if they fill it to the byte.
/// </summary>
/// <param name="folder">That of the log; nobody writes it meanwhile.</param>
sealed class RestoredRoom(string folder)
{
    readonly List<(long Offset, byte[] Frame)> records = [];

    public int Count => records.Count;

    /// <param name="offset">Where it stood, as far as those before it tell; -1 where there was no room left.</param>
    public void Add(long offset, ReadOnlySpan<byte> frame) => records.Add((offset, frame.ToArray()));

    /// <summary>Puts the records back, or none. The room is empty then.</summary>
    /// <param name="end">Where the room ends.</param>
    /// <returns>How many stand in their places again.</returns>
    public int PutBack(long end)
    {
        var starts = Segments.List(folder);
        var count = Fits(starts, end) ? records.Count : 0;
        for (var i = 0; i < count;)
            i = PutBackIn(starts[Segments.Holding(starts, records[i].Offset)], EndOf(starts, records[i].Offset), i);
        records.Clear();
        return count;
    }

    public void Clear() => records.Clear();

    bool Fits(long[] starts, long end) =>
        records is [.., var last]
        && last.Offset + last.Frame.Length == end
        && records.TrueForAll(record =>
            record.Offset >= 0 && record.Offset + record.Frame.Length <= EndOf(starts, record.Offset));

    /// <returns>The first record that stands in a later segment.</returns>
    int PutBackIn(long segment, long end, int from)
    {
        using var file = File.OpenHandle(Segments.PathOf(folder, segment), FileMode.Open, FileAccess.Write);
        for (; from < records.Count && records[from].Offset < end; from++)
            RandomAccess.Write(file, records[from].Frame, records[from].Offset - segment);
        RandomAccess.FlushToDisk(file);
        return from;
    }

    /// <summary>Where the segment ends that holds an offset.</summary>
    static long EndOf(long[] starts, long offset) =>
        Segments.Holding(starts, offset) + 1 is var next && next < starts.Length ? starts[next] : long.MaxValue;
}
