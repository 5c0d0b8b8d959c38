using System.Buffers.Binary;
using System.Diagnostics;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// One record of a log, a view over its bytes: length u32 of what follows the flags, CRC-32C u32 of all that follows
/// it, append time i64 (Unix ms), kind u8, flags u8, format of the payload u8, payload. Its offset is the position of
/// its first byte in the whole log. The first logs had no formats: the highest bit of the flags says that there is one.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
readonly ref struct LogRecord(long offset, ReadOnlySpan<byte> frame)
{
    public const int HeaderLength = 18;

    /// <summary>Bytes before the payload of a record that is written today.</summary>
    public const int PayloadAt = HeaderLength + 1;

    /// <summary>Longest length of what follows the header.</summary>
    public const int MaxPayload = 1 << 20;

    /// <summary>The byte that fills the payload of a <see cref="RecordKind.Gap"/>.</summary>
    public const byte GapFiller = (byte)'G';

    const byte HasFormat = 0x80;

    readonly ReadOnlySpan<byte> frame = frame;

    /// <summary>Header and payload.</summary>
    public ReadOnlySpan<byte> Frame => frame;

    public long Offset { get; } = offset;
    public long AppendTime => BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
    public RecordKind Kind => (RecordKind)frame[16];
    public RecordFlags Flags => (RecordFlags)(frame[17] & ~HasFormat);

    /// <summary>Format of the payload, by its kind; 0 in the first logs.</summary>
    public byte Format => frame[17] < HasFormat ? (byte)0 : frame[HeaderLength];

    public ReadOnlySpan<byte> Payload => frame[(frame[17] < HasFormat ? HeaderLength : PayloadAt)..];
    public long End => Offset + frame.Length;

    /// <summary>Reads the record at the start of the bytes; false when it is cut short or fails its checksum.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long offset, out LogRecord record)
    {
        record = default;
        if (bytes.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > MaxPayload || HeaderLength + length > bytes.Length)
            return false;
        var frame = bytes[..(HeaderLength + (int)length)];
        if (length == 0 && frame[17] >= HasFormat)
            return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Crc32C.Of(frame[8..]))
            return false;
        record = new(offset, frame);
        return true;
    }

    /// <summary>As <see cref="TryRead"/>, for bytes that this process has sealed or checked: no checksum.</summary>
    public static LogRecord Trusted(ReadOnlySpan<byte> bytes, long offset) =>
        new(offset, bytes[..(HeaderLength + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes))]);

    public override string ToString() =>
        $"{Kind} at {Offset}, {DateTimeOffset.FromUnixTimeMilliseconds(AppendTime):O}, {Payload.Length} bytes";

    /// <summary>Fills in the header of a frame whose payload is there already.</summary>
    internal static void Seal(Span<byte> frame, RecordKind kind, RecordFlags flags, long appendTime, byte format)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - HeaderLength));
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], appendTime);
        frame[16] = (byte)kind;
        frame[17] = (byte)((byte)flags | HasFormat);
        frame[HeaderLength] = format;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of(frame[8..]));
    }

    /// <summary>Makes a gap of a frame. It has no format: in the first logs a header was a whole record.</summary>
    internal static void SealGap(Span<byte> frame)
    {
        frame[..HeaderLength].Clear();
        frame[HeaderLength..].Fill(GapFiller);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - HeaderLength));
        frame[16] = (byte)RecordKind.Gap;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of(frame[8..]));
    }
}
