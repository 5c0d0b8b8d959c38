using System.Buffers.Binary;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Numbers in as few bytes as they need: seven bits a byte, the lowest first, and the highest bit of a byte says that
/// another follows.
/// </summary>
static class Varint
{
    /// <summary>Longest length of a number, bytes.</summary>
    public const int MaxLength = 10;

    public static int Put(Span<byte> into, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
            into[at++] = (byte)(value | 0x80);
        into[at] = (byte)value;
        return at + 1;
    }

    /// <summary>Writes a whole number as twice its value (zigzag) plus one, and NaN as 0.</summary>
    public static int PutNumber(Span<byte> into, double value)
    {
        if (double.IsNaN(value))
            return Put(into, 0);
        var whole = (long)value;
        return Put(into, (ulong)((whole << 1) ^ (whole >> 63)) + 1);
    }

    public static ulong Take(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        var at = 0;
        for (; rest[at] >= 0x80; at++)
            value |= (ulong)(rest[at] & 0x7F) << (7 * at);
        value |= (ulong)rest[at] << (7 * at);
        rest = rest[(at + 1)..];
        return value;
    }

    /// <summary>What <see cref="PutNumber"/> wrote.</summary>
    public static double TakeNumber(ref ReadOnlySpan<byte> rest)
    {
        var coded = Take(ref rest);
        return coded == 0 ? double.NaN : (long)((coded - 1) >> 1) ^ -(long)((coded - 1) & 1);
    }

    public static byte TakeByte(ref ReadOnlySpan<byte> rest)
    {
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public static ushort TakeUInt16(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        rest = rest[2..];
        return value;
    }
}
