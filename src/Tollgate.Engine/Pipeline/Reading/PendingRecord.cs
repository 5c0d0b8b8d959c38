using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>A cursor over decisions or alerts that can look at the next record before it takes it.</summary>
sealed class PendingRecord : IDisposable
{
    readonly LogCursor cursor;
    byte[] frame = new byte[1024];
    int length;
    long offset;

    /// <param name="fromEvent">Decisions on events before this offset are passed over.</param>
    public PendingRecord(string folder, long fromEvent)
    {
        cursor = new(folder, SegmentOf(folder, fromEvent));
        while (TryPeek(out var record) && new Decision(record).EventOffset < fromEvent)
            Take();
    }

    /// <summary>The next record, valid until the call behind <see cref="Take"/>; false while there is none.</summary>
    public bool TryPeek(out LogRecord record)
    {
        if (length == 0)
        {
            if (!cursor.TryRead(out record))
                return false;
            if (frame.Length < record.Frame.Length)
                frame = new byte[record.Frame.Length];
            record.Frame.CopyTo(frame);
            (length, offset) = (record.Frame.Length, record.Offset);
        }
        record = new(offset, frame.AsSpan(0, length));
        return true;
    }

    public void Take() => length = 0;

    public void Dispose() => cursor.Dispose();

    /// <summary>The newest segment whose first decision is on no later event, else the oldest.</summary>
    static long SegmentOf(string folder, long fromEvent)
    {
        var segments = Segments.List(folder);
        for (var i = segments.Length - 1; i > 0; i--)
        {
            using var first = new LogCursor(folder, segments[i]);
            if (first.TryRead(out var record) && new Decision(record).EventOffset <= fromEvent)
                return segments[i];
        }
        return segments is [var oldest, ..] ? oldest : 0;
    }
}
