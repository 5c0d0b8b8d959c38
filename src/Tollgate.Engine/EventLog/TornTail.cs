using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// What a crash in the middle of a write leaves behind the last whole record of the last segment. It was never
/// acknowledged, so it is cut off; it is kept beside the log under <c>.torn</c>, so that no byte is lost.
/// </summary>
static class TornTail
{
    /// <summary>Cuts the segment after its last whole record and returns its length.</summary>
    public static long Cut(string folder, long segment, SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var whole = WholeLength(folder, segment);
        if (whole == length)
            return length;
        var tail = new byte[length - whole];
        RandomAccess.Read(file, tail, whole);
        File.WriteAllBytes($"{Segments.PathOf(folder, segment)}.{whole}.torn", tail);
        RandomAccess.SetLength(file, whole);
        return whole;
    }

    static long WholeLength(string folder, long segment)
    {
        using var cursor = new LogCursor(folder, segment);
        while (cursor.TryRead(out _))
        {
        }
        return cursor.Offset - segment;
    }
}
