using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// What is checked before a log is written on. A crash in the middle of a write leaves a torn tail, which was never
/// acknowledged and is cut off; everything else that does not verify is damage, and nothing of it is touched.
/// </summary>
static class LogOpening
{
    /// <summary>
    /// A power failure may take the end of a full segment, which is flushed beside the writer, and leave the one that
    /// was begun behind it, still empty. That one is taken away, so that the torn end is the end.
    /// </summary>
    /// <param name="written">Offset before which everything was written.</param>
    /// <returns>The segments that are left.</returns>
    public static long[] WithoutEmptyEnd(string folder, long[] starts, long written)
    {
        while (starts is [.., var full, var last]
            && last > written
            && LengthOf(folder, last) == 0
            && LengthOf(folder, full) < last - full)
        {
            File.Delete(Segments.PathOf(folder, last));
            starts = starts[..^1];
        }
        return starts;
    }

    /// <summary>Checks by names and lengths that no segment between the first and the last has lost anything.</summary>
    /// <exception cref="LogException">One has; it names the place.</exception>
    public static void CheckAdjacency(string folder, long[] starts)
    {
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            var path = Segments.PathOf(folder, starts[i]);
            var length = LengthOf(folder, starts[i]);
            var expected = starts[i + 1] - starts[i];
            if (length > expected)
                throw LogException.DamagedAt(path, expected);
            if (length < expected)
            {
                throw new LogException(
                    $"{path} ends at byte {length}, but the next segment begins {expected - length} bytes behind it: " +
                    LogException.Remedy);
            }
        }
    }

    /// <summary>Finds where the last segment ends, and cuts off what a crash has torn.</summary>
    /// <param name="written">Offset before which everything was written.</param>
    /// <returns>The length of the segment.</returns>
    /// <exception cref="LogException">It is damaged, or ends before what was written.</exception>
    public static long CutTornTail(
        string folder, long segment, SafeFileHandle file, long written, out CutTail? torn)
    {
        torn = null;
        var path = Segments.PathOf(folder, segment);
        var scan = new SegmentScan(file, segment, RandomAccess.GetLength(file));
        while (scan.TryRead(out _))
        {
        }
        var whole = scan.Position;
        if (whole < scan.Length)
        {
            scan.SkipDamage();
            if (segment + whole < written || scan.Position < scan.Length)
                throw LogException.DamagedAt(path, whole);
            torn = new(
                path, whole, scan.Length - whole, KeptAside.Copy(path, file, whole, scan.Length, "torn"));
            RandomAccess.SetLength(file, whole);
        }
        else if (segment + whole < written)
        {
            throw LogException.EndsEarly(path, whole, written - segment);
        }
        return whole;
    }

    static long LengthOf(string folder, long segment) => new FileInfo(Segments.PathOf(folder, segment)).Length;
}
