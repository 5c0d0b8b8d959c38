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
        var whole = WholeLength(folder, segment);
        KeepAside(folder, segment, file, whole);
        return whole;
    }

    /// <summary>Cuts the segment to a length and keeps what lay behind it in a file of its own.</summary>
    public static void KeepAside(string folder, long segment, SafeFileHandle file, long kept)
    {
        var length = RandomAccess.GetLength(file);
        if (length == kept)
            return;
        var tail = new byte[length - kept];
        RandomAccess.Read(file, tail, kept);
        File.WriteAllBytes($"{Segments.PathOf(folder, segment)}.{kept}.torn", tail);
        RandomAccess.SetLength(file, kept);
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
