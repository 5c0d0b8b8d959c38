using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>Reads single records by offset. Any thread.</summary>
sealed class LogReader(string folder) : IDisposable
{
    const int FirstRead = 1024;

    readonly ConcurrentDictionary<long, SafeFileHandle> open = new();
    long[] segments = [];

    /// <summary>The frame of the record at an offset; read it with <see cref="LogRecord.TryRead"/>.</summary>
    /// <exception cref="LogException">There is no whole record at that offset.</exception>
    public byte[] Read(long offset)
    {
        var segment = SegmentOf(offset);
        var file = open.GetOrAdd(segment, Open);
        var bytes = new byte[FirstRead];
        var read = RandomAccess.Read(file, bytes, offset - segment);
        if (read >= LogRecord.HeaderLength)
        {
            var length = LogRecord.HeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > bytes.Length && length <= LogRecord.HeaderLength + LogRecord.MaxPayload)
            {
                Array.Resize(ref bytes, (int)length);
                read = RandomAccess.Read(file, bytes, offset - segment);
            }
        }
        if (!LogRecord.TryRead(bytes.AsSpan(0, read), offset, out _))
            throw new LogException($"There is no record at offset {offset} of {folder}.");
        return bytes;
    }

    /// <summary>As <see cref="Read"/>, but null when the log is not kept back to the offset.</summary>
    public byte[]? ReadIfKept(long offset)
    {
        try
        {
            return Read(offset);
        }
        catch (IOException) when (Segments.List(folder) is not [var first, ..] || offset < first)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var file in open.Values)
            file.Dispose();
    }

    long SegmentOf(long offset)
    {
        var known = segments;
        // The newest known segment may have been sealed meanwhile, so only older ones are certain.
        if (known.Length == 0 || offset >= known[^1])
            segments = known = Segments.List(folder);
        var at = Segments.Holding(known, offset);
        return at >= 0
            ? known[at]
            : throw new LogException($"The log in {folder} is not kept back to offset {offset}.");
    }

    SafeFileHandle Open(long segment) =>
        File.OpenHandle(
            Segments.PathOf(folder, segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
