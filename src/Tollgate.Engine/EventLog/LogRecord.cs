using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// One record of a log, a view over its bytes: payload length u32, CRC-32C u32 of all that follows, append time i64
/// (Unix ms), kind u8, flags u8, payload. Its offset is the position of its first byte in the whole log.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
readonly ref struct LogRecord(long offset, ReadOnlySpan<byte> frame)
{
    public const int HeaderLength = 18;
    public const int MaxPayload = 1 << 20;

    readonly ReadOnlySpan<byte> frame = frame;

    /// <summary>Header and payload.</summary>
    public ReadOnlySpan<byte> Frame => frame;

    public long Offset { get; } = offset;
    public long AppendTime => BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
    public RecordKind Kind => (RecordKind)frame[16];
    public RecordFlags Flags => (RecordFlags)frame[17];
    public ReadOnlySpan<byte> Payload => frame[HeaderLength..];
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
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Checksum(frame[8..]))
            return false;
        record = new(offset, frame);
        return true;
    }

    public override string ToString() =>
        $"{Kind} at {Offset}, {DateTimeOffset.FromUnixTimeMilliseconds(AppendTime):O}, {Payload.Length} bytes";

    /// <summary>Fills in the header of a frame whose payload is there already.</summary>
    internal static void Seal(Span<byte> frame, RecordKind kind, RecordFlags flags, long appendTime)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - HeaderLength));
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], appendTime);
        frame[16] = (byte)kind;
        frame[17] = (byte)flags;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame[8..]));
    }

    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * 8)..])
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
