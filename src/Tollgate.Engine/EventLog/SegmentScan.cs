using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>Walks over the records of one segment as they lie on the disk: committed, torn or damaged.</summary>
sealed class SegmentScan
{
    const int Longest = LogRecord.HeaderLength + LogRecord.MaxPayload;

    /// <summary>The end of the year 9999, Unix ms.</summary>
    const long LastTime = 253_402_300_799_999;

    readonly byte[] buffer;
    readonly SafeFileHandle file;
    readonly long segment;
    int start;
    int filled;

    /// <param name="segment">First offset of the segment.</param>
    /// <param name="length">Bytes from here on are none of the segment's.</param>
    public SegmentScan(SafeFileHandle file, long segment, long length, long position = 0)
    {
        (this.file, this.segment, Length, Position) = (file, segment, length, position);
        buffer = new byte[Math.Min(2 * Longest, length - position)];
    }

    public long Length { get; }

    /// <summary>Byte of the segment at which the next record is looked for.</summary>
    public long Position { get; private set; }

    ReadOnlySpan<byte> Buffered => buffer.AsSpan(start, filled - start);

    /// <summary>The next record, valid until the next call; false at the end, and where there is none.</summary>
    public bool TryRead(out LogRecord record)
    {
        if (!LogRecord.TryRead(Buffered, segment + Position, out record))
        {
            Fill();
            if (!LogRecord.TryRead(Buffered, segment + Position, out record))
                return false;
        }
        Skip(record.Frame.Length);
        return true;
    }

    /// <summary>Goes on to the next place at which a record begins, or to the end when there is none.</summary>
    public void SkipDamage()
    {
        Fill();
        // The length of the damaged record is likely whole, and where it leads is no guess.
        if (StatedLength() is { } stated
            && (Position + stated == Length || stated < Buffered.Length && IsRecord(Buffered[stated..])))
        {
            Skip(stated);
            return;
        }
        while (Position < Length)
        {
            // A record that begins among these is whole in the buffer.
            var sure = Math.Min(Longest, Buffered.Length);
            for (var i = 1; i < sure; i++)
            {
                if (IsRecord(Buffered[i..]))
                {
                    Skip(i);
                    return;
                }
            }
            // The last place is looked at again as the first that was left out.
            Skip(sure < Longest ? sure : sure - 1);
            Fill();
            if (Buffered.IsEmpty)
                Position = Length;
        }
    }

    /// <summary>Whether bytes begin with a record, and not by chance.</summary>
    static bool IsRecord(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= LogRecord.HeaderLength
        && Enum.IsDefined((RecordKind)bytes[16])
        && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) is >= 0 and <= LastTime
        && LogRecord.TryRead(bytes, 0, out _);

    int? StatedLength() =>
        Buffered.Length >= LogRecord.HeaderLength
        && BinaryPrimitives.ReadUInt32LittleEndian(Buffered) is var length && length <= LogRecord.MaxPayload
            ? LogRecord.HeaderLength + (int)length
            : null;

    void Skip(int bytes)
    {
        start += bytes;
        Position += bytes;
    }

    void Fill()
    {
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        (start, filled) = (0, filled - start);
        while (filled < buffer.Length && Position + filled < Length)
        {
            var want = (int)Math.Min(buffer.Length - filled, Length - Position - filled);
            var read = RandomAccess.Read(file, buffer.AsSpan(filled, want), Position + filled);
            if (read == 0)
                return;
            filled += read;
        }
    }
}
