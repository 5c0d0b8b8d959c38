using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>Reads a log forward from an offset, beside its writer, in any process. One thread at a time.</summary>
sealed class LogCursor(string folder, long offset) : IDisposable
{
    SafeFileHandle? file;
    long segment = -1;
    byte[] buffer = new byte[1 << 20];
    int start;
    int filled;

    /// <summary>A cursor at the oldest record that is kept.</summary>
    public static LogCursor FromStart(string folder) =>
        new(folder, Segments.List(folder) is [var first, ..] ? first : 0);

    /// <summary>Offset of the end of a log, a record just being written included; 0 when there is no log.</summary>
    public static long EndOf(string folder) =>
        Segments.List(folder) is [.., var last] ? last + new FileInfo(Segments.PathOf(folder, last)).Length : 0;

    /// <summary>Offset of the next record.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The next record, valid until the next call; false when there is none yet.</summary>
    /// <exception cref="LogException">A sealed segment is damaged, or the offset is no longer kept.</exception>
    public bool TryRead(out LogRecord record)
    {
        if (LogRecord.TryRead(buffer.AsSpan(start, filled - start), Offset, out record))
        {
            start += (int)(record.End - Offset);
            Offset = record.End;
            return true;
        }
        return TryReadFurther(out record);
    }

    public void Seek(long offset)
    {
        Offset = offset;
        start = filled = 0;
        if (segment > offset)
            Close();
    }

    public void Dispose() => Close();

    bool TryReadFurther(out LogRecord record)
    {
        record = default;
        do
        {
            if (file is null && !OpenAt(Offset))
                return false;
            if (!Fill() && !NextSegment())
            {
                // A write that failed half way is cut off and made anew: what is not whole is read again.
                (start, filled) = (0, 0);
                return false;
            }
        }
        while (!LogRecord.TryRead(buffer.AsSpan(start, filled - start), Offset, out record));
        start += (int)(record.End - Offset);
        Offset = record.End;
        return true;
    }

    /// <summary>Reads more of the segment behind what is buffered; false at its end.</summary>
    bool Fill()
    {
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        (start, filled) = (0, filled - start);
        if (filled >= 4)
        {
            var needed = LogRecord.HeaderLength + BinaryPrimitives.ReadUInt32LittleEndian(buffer);
            if (needed > buffer.Length && needed <= LogRecord.HeaderLength + LogRecord.MaxPayload)
                Array.Resize(ref buffer, (int)needed);
        }
        var read = RandomAccess.Read(file!, buffer.AsSpan(filled), Offset - segment + filled);
        filled += read;
        return read > 0;
    }

    /// <summary>Goes on in the following segment when this one is read to its end and sealed.</summary>
    bool NextSegment()
    {
        var segments = Segments.List(folder);
        var here = Array.IndexOf(segments, segment);
        if (here < 0 || here + 1 >= segments.Length)
            return false;
        if (Fill())
            return true; // the writer appended between the last read and sealing the segment
        if (segments[here + 1] != Offset)
        {
            throw new LogException(
                $"{Segments.PathOf(folder, segment)} is damaged at byte {Offset - segment}: restore it from a copy.");
        }
        Close();
        return OpenAt(Offset);
    }

    bool OpenAt(long offset)
    {
        var segments = Segments.List(folder);
        var at = Segments.Holding(segments, offset);
        if (at < 0)
        {
            return segments.Length == 0
                ? false
                : throw new LogException($"The log in {folder} is not kept back to offset {offset}.");
        }
        segment = segments[at];
        file = File.OpenHandle(
            Segments.PathOf(folder, segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        start = filled = 0;
        return true;
    }

    void Close()
    {
        file?.Dispose();
        (file, segment, start, filled) = (null, -1, 0, 0);
    }
}
