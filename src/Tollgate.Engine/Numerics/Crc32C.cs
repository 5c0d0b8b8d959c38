using System.Numerics;
using System.Runtime.InteropServices;

namespace Tollgate.Engine.Numerics;

/// <summary>The checksum of Castagnoli (RFC 3720, 12.1), which processors compute eight bytes at a time.</summary>
static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what one was computed of and the bytes behind it.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * 8)..])
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
