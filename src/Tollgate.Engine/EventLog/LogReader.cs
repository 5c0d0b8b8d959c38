using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>Reads single records by offset. Any thread.</summary>
sealed class LogReader : IDisposable
{
    const int FirstRead = 1024;

    /// <summary>How the payload of a gap looks at the place where a record was.</summary>
    static readonly byte[] Filler = [.. Enumerable.Repeat(LogRecord.GapFiller, LogRecord.HeaderLength)];

    readonly ILogExtent log;
    readonly FileLog? writer;
    readonly ConcurrentDictionary<long, SafeFileHandle> open = new();
    volatile long[] known = [];

    /// <summary>A reader beside the log's writer, in its process: it lets go of segments that are deleted.</summary>
    public LogReader(FileLog log)
    {
        this.log = log;
        writer = log;
        log.SegmentsRemoved += CloseRemoved;
    }

    /// <summary>A reader in another process than the log's writer.</summary>
    public LogReader(string folder) => log = new LogFolder(folder);

    enum Found
    {
        Nothing,
        Gap,
        Record,
    }

    /// <summary>The frame of the record at an offset; read it with <see cref="LogRecord.TryRead"/>.</summary>
    /// <exception cref="LogException">There is no whole record at that offset.</exception>
    public byte[] Read(long offset) => Look(offset, out var frame) switch
    {
        Found.Record => frame,
        Found.Gap => throw new LogException(
            $"The record at offset {offset} of {log.Folder} is no longer there: it was damaged, and \"tollgate log " +
            "repair\" gave it up."),
        _ when IsTakenByRetention(offset) => throw LogException.NotKept(log.Folder, offset),
        _ => throw new LogException(
            $"There is no record at offset {offset} of {log.Folder} " +
            $"(byte {offset - Holding(offset)} of {Segments.PathOf(log.Folder, Holding(offset))})."),
    };

    /// <summary>As <see cref="Read(long)"/>, but null when retention or a repair has taken the record.</summary>
    public byte[]? ReadIfKept(long offset)
    {
        var found = Look(offset, out var frame);
        if (found == Found.Record)
            return frame;
        return found == Found.Gap || IsTakenByRetention(offset) ? null : Read(offset);
    }

    public void Dispose()
    {
        if (writer is not null)
            writer.SegmentsRemoved -= CloseRemoved;
        foreach (var file in open.Values)
            file.Dispose();
    }

    /// <summary>The segments are listed again only when the record is not where it was last known to be.</summary>
    Found Look(long offset, out byte[] frame)
    {
        var found = TryLook(known, offset, out frame);
        if (found != Found.Nothing)
            return found;
        var fresh = log.SegmentStarts;
        if (fresh.AsSpan().SequenceEqual(known))
            return Found.Nothing;
        known = fresh;
        CloseRemoved();
        return TryLook(fresh, offset, out frame);
    }

    Found TryLook(long[] starts, long offset, out byte[] frame)
    {
        frame = [];
        var at = Segments.Holding(starts, offset);
        if (at < 0)
            return Found.Nothing;
        try
        {
            return Read(starts[at], offset, out frame);
        }
        catch (Exception e) when (e is FileNotFoundException or ObjectDisposedException)
        {
            // Retention takes it just now.
            return Found.Nothing;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(
                e, Segments.PathOf(log.Folder, starts[at]), $"read at byte {offset - starts[at]}");
        }
    }

    Found Read(long segment, long offset, out byte[] frame)
    {
        frame = [];
        var file = FileOf(segment);
        Span<byte> bytes = stackalloc byte[FirstRead];
        bytes = bytes[..RandomAccess.Read(file, bytes, offset - segment)];
        if (bytes.StartsWith(Filler))
            return Found.Gap;
        if (bytes.Length < LogRecord.HeaderLength)
            return Found.Nothing;
        var length = LogRecord.HeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > LogRecord.HeaderLength + LogRecord.MaxPayload)
            return Found.Nothing;
        frame = new byte[length];
        bytes[..(int)Math.Min(length, bytes.Length)].CopyTo(frame);
        if (length > bytes.Length)
            RandomAccess.Read(file, frame.AsSpan(bytes.Length), offset - segment + bytes.Length);
        if (!LogRecord.TryRead(frame, offset, out var record))
            return Found.Nothing;
        return record.Kind == RecordKind.Gap ? Found.Gap : Found.Record;
    }

    SafeFileHandle FileOf(long segment)
    {
        if (open.TryGetValue(segment, out var file))
            return file;
        var opened = File.OpenHandle(
            Segments.PathOf(log.Folder, segment),
            FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file = open.GetOrAdd(segment, opened);
        if (file != opened)
            opened.Dispose();
        // Had it been deleted before it was added, nobody else would close it.
        else if (writer is not null && Array.BinarySearch(log.SegmentStarts, segment) < 0)
            CloseRemoved();
        return file;
    }

    void CloseRemoved()
    {
        var starts = log.SegmentStarts;
        foreach (var segment in open.Keys)
        {
            if (Array.BinarySearch(starts, segment) < 0 && open.TryRemove(segment, out var file))
                file.Dispose();
        }
    }

    bool IsTakenByRetention(long offset) => Holding(offset) < 0;

    /// <summary>First offset of the segment that would hold an offset, or -1.</summary>
    long Holding(long offset)
    {
        var starts = log.SegmentStarts;
        var at = Segments.Holding(starts, offset);
        return at < 0 ? -1 : starts[at];
    }
}
