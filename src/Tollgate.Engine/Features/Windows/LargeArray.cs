using System.Runtime.InteropServices;

namespace Tollgate.Engine.Features.Windows;

/// <summary>Stores arrays of any size: a span of bytes ends at 2 GB, so they go piece by piece.</summary>
static class LargeArray
{
    /// <summary>Elements at a time, of at most 16 bytes each.</summary>
    public const int Piece = 1 << 16;

    public static void Write<T>(BinaryWriter to, ReadOnlySpan<T> array)
        where T : struct
    {
        for (; array.Length > Piece; array = array[Piece..])
            to.Write(MemoryMarshal.AsBytes(array[..Piece]));
        to.Write(MemoryMarshal.AsBytes(array));
    }

    public static void Read<T>(BinaryReader from, Span<T> array)
        where T : struct
    {
        for (; array.Length > Piece; array = array[Piece..])
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array[..Piece]));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array));
    }
}
