using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// Reads a log forward from an offset, beside its writer, in any process, up to the committed end. What was written
/// and cannot be read is an error, never the end. One thread at a time.
/// </summary>
sealed class LogCursor(ILogExtent log, long offset) : IDisposable
{
    // A record of the greatest length fits in, so what is not whole in a full buffer is none.
    readonly byte[] buffer = new byte[LogRecord.HeaderLength + LogRecord.MaxPayload];
    SafeFileHandle? file;
    long segment = -1;
    int start;
    int filled;
    LogBounds bounds = new(0, 0);

    /// <summary>A cursor in another process than the log's writer.</summary>
    public LogCursor(string folder, long offset)
        : this(new LogFolder(folder), offset)
    {
    }

    /// <summary>A cursor at the oldest record that is kept.</summary>
    public static LogCursor FromStart(string folder) =>
        new(folder, Segments.List(folder) is [var first, ..] ? first : 0);

    /// <summary>
    /// Offset of the committed end of a log; where none is published, a record just being written is included. 0 when
    /// there is no log.
    /// </summary>
    public static long EndOf(string folder)
    {
        if (EndFile.Read(folder, out _) is { } end)
            return end.Committed;
        return Segments.List(folder) is [.., var last]
            ? last + new FileInfo(Segments.PathOf(folder, last)).Length
            : 0;
    }

    /// <summary>Offset of the next record.</summary>
    public long Offset { get; private set; } = offset;

    ReadOnlySpan<byte> Buffered => buffer.AsSpan(start, filled - start);

    long Limit => bounds.Committed ?? long.MaxValue;

    /// <summary>The next record, valid until the next call; false when there is none yet.</summary>
    /// <exception cref="LogException">The log is damaged here, or no longer kept back to the offset.</exception>
    public bool TryRead(out LogRecord record)
    {
        if (!TryPeek(out record))
            return false;
        Take(record.Frame.Length);
        return true;
    }

    /// <summary>As <see cref="TryRead"/>, but the record is the next one again.</summary>
    /// <exception cref="LogException">The log is damaged here, or no longer kept back to the offset.</exception>
    public bool TryPeek(out LogRecord record)
    {
        do
        {
            while (LogRecord.TryRead(Buffered, Offset, out record))
            {
                if (record.Kind != RecordKind.Gap)
                    return true;
                Take(record.Frame.Length);
            }
        }
        while (TryReadFurther());
        record = default;
        return false;
    }

    /// <summary>The next records at once, one behind the other; false when there is none yet.</summary>
    /// <param name="most">Records, at least one.</param>
    /// <param name="frames">Whole records whose checksums were verified; valid until the next call.</param>
    /// <param name="offset">Offset of the first.</param>
    /// <exception cref="LogException">The log is damaged here, or no longer kept back to the offset.</exception>
    public bool TryReadBatch(int most, out ReadOnlySpan<byte> frames, out long offset)
    {
        frames = [];
        offset = 0;
        if (!TryRead(out var record))
            return false;
        var first = start - record.Frame.Length;
        offset = record.Offset;
        for (var i = 1; i < most && LogRecord.TryRead(Buffered, Offset, out record); i++)
        {
            if (record.Kind == RecordKind.Gap)
                break;
            Take(record.Frame.Length);
        }
        frames = buffer.AsSpan(first, start - first);
        return true;
    }

    /// <summary>
    /// Goes from a damaged place to the next record behind it, or to the next segment; false when nothing follows yet.
    /// </summary>
    public bool TrySkipDamage()
    {
        var from = Offset;
        bounds = log.Bounds;
        var next = NextSegment();
        var end = Math.Min(next == 0 ? Limit : next, Limit);
        if (file is not null && Offset < end)
        {
            var length = Math.Min(RandomAccess.GetLength(file), end - segment);
            if (Offset - segment < length)
            {
                var scan = new SegmentScan(file, segment, length, Offset - segment);
                scan.SkipDamage();
                if (scan.Position < scan.Length)
                    end = segment + scan.Position;
            }
        }
        if (end == long.MaxValue)
            return false;
        Seek(end);
        return Offset > from;
    }

    public void Seek(long offset)
    {
        Close();
        Offset = offset;
    }

    public void Dispose() => Close();

    void Take(int length)
    {
        start += length;
        Offset += length;
    }

    /// <summary>Reads more behind what is buffered; false when there is no whole record yet.</summary>
    bool TryReadFurther()
    {
        try
        {
            if (file is null && !TryOpen())
                return false;
            return !IsBroken() && Fill() > 0 || TryLookAgain();
        }
        catch (Exception e) when (e is not (LogException or OutOfMemoryException))
        {
            throw LogException.From(e, Segments.PathOf(log.Folder, segment), $"read at byte {Offset - segment}");
        }
    }

    /// <summary>Whether all bytes of the next record are buffered, and yet it cannot be read.</summary>
    bool IsBroken() =>
        Buffered.Length >= LogRecord.HeaderLength
        && LogRecord.HeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(Buffered)
            is var length
        && (length <= Buffered.Length || length > buffer.Length);

    /// <summary>Reads what the segment has behind what is buffered, up to the committed end.</summary>
    int Fill()
    {
        Buffered.CopyTo(buffer);
        (start, filled) = (0, filled - start);
        var at = Offset + filled;
        if (at >= Limit)
            bounds = log.Bounds;
        var room = (int)Math.Clamp(Limit - at, 0, buffer.Length - filled);
        var read = RandomAccess.Read(file!, buffer.AsSpan(filled, room), at - segment);
        filled += read;
        return read;
    }

    /// <summary>
    /// There is no whole record in the bytes so far. A fresh look says why: the end is read first, then the segments,
    /// then the bytes, so that what was written before the look is seen by it.
    /// </summary>
    bool TryLookAgain()
    {
        bounds = log.Bounds;
        (start, filled) = (0, 0);
        if (Offset >= Limit)
            return false;
        var starts = log.SegmentStarts;
        var at = Segments.Holding(starts, Offset);
        if (at < 0)
            throw LogException.NotKept(log.Folder, Offset);
        if (starts[at] == Offset && segment != Offset)
        {
            Close();
            return TryOpen();
        }
        if (starts[at] != segment)
            throw LogException.DamagedAt(Segments.PathOf(log.Folder, segment), Math.Max(0, starts[at] - segment));
        while (!IsBroken() && Fill() > 0)
        {
        }
        if (LogRecord.TryRead(Buffered, Offset, out _))
            return true;
        var isLast = at + 1 == starts.Length;
        if (Offset < bounds.Written || !isLast || HasRecordBehind())
            return ReadsNow() ? true : throw Damage();
        (start, filled) = (0, 0);
        return false;
    }

    /// <summary>Whether a batch that was taken back and written anew only looked damaged on its way.</summary>
    bool ReadsNow()
    {
        (start, filled) = (0, 0);
        bounds = log.Bounds;
        while (!IsBroken() && Fill() > 0)
        {
        }
        return LogRecord.TryRead(Buffered, Offset, out _);
    }

    LogException Damage()
    {
        var (path, at) = (Segments.PathOf(log.Folder, segment), Offset - segment);
        var length = RandomAccess.GetLength(file!);
        return length > at
            ? LogException.DamagedAt(path, at)
            : LogException.EndsEarly(path, length, Math.Max(bounds.Written, NextSegment()) - segment);
    }

    long NextSegment() => Array.Find(log.SegmentStarts, other => other > segment);

    bool HasRecordBehind()
    {
        if (Buffered.IsEmpty)
            return false;
        var end = Math.Min(RandomAccess.GetLength(file!), Limit - segment);
        var scan = new SegmentScan(file!, segment, end, Offset - segment);
        scan.SkipDamage();
        return scan.Position < scan.Length;
    }

    bool TryOpen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var starts = log.SegmentStarts;
            var at = Segments.Holding(starts, Offset);
            if (at < 0)
            {
                var mustBe = starts.Length > 0 || log.Bounds.Written > Offset;
                return mustBe ? throw LogException.NotKept(log.Folder, Offset) : false;
            }
            try
            {
                file = File.OpenHandle(
                    Segments.PathOf(log.Folder, starts[at]),
                    FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                segment = starts[at];
                (start, filled) = (0, 0);
                return true;
            }
            catch (FileNotFoundException) when (attempt < 3)
            {
                // Retention took it between the two looks.
            }
        }
    }

    void Close()
    {
        file?.Dispose();
        (file, segment, start, filled) = (null, -1, 0, 0);
    }
}
