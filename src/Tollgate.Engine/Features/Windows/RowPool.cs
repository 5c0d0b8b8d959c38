using System.Runtime.CompilerServices;

namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// Rows of many small rings in few large arrays: a block is 2^k rows of <c>stride</c> words, freed blocks are used
/// again. Nothing here is ever collected, so the garbage collector has nothing to walk. One writer.
/// </summary>
sealed class RowPool(int stride)
{
    /// <summary>
    /// The first chunk has 32 KB, so that a small state is small; each next one twice that, up to 1 MB, so that to
    /// clear one keeps nobody waiting.
    /// </summary>
    const int FirstChunkWords = 1 << 12, Doublings = 5;

    readonly List<long[]> chunks = [];
    readonly Stack<long>[] free = [.. Enumerable.Range(0, 40).Select(_ => new Stack<long>())];
    int used;

    /// <summary>
    /// A block of 2^<paramref name="sizeLog2"/> rows: chunk number in the upper half, first word in the lower.
    /// </summary>
    public long Allocate(int sizeLog2)
    {
        if (free[sizeLog2].TryPop(out var again))
            return again;
        // One block lies in one array; beyond its largest size this throws, so that no index into it can overflow.
        var words = checked((int)((long)stride << sizeLog2));
        if ((long)used + words > (chunks.Count > 0 ? chunks[^1].Length : 0))
        {
            chunks.Add(new long[Math.Max(words, FirstChunkWords << Math.Min(chunks.Count, Doublings))]);
            used = 0;
        }
        used += words;
        return ((long)(chunks.Count - 1) << 32) | (uint)(used - words);
    }

    public void Free(long block, int sizeLog2) => free[sizeLog2].Push(block);

    /// <summary>First word of a row of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long Row(long block, long index) => ref chunks[(int)(block >> 32)][(int)block + ((int)index * stride)];

    public Span<long> Rows(long block, int sizeLog2) =>
        chunks[(int)(block >> 32)].AsSpan((int)block, stride << sizeLog2);

    public void Write(BinaryWriter to)
    {
        to.Write(used);
        to.Write(chunks.Count);
        foreach (var chunk in chunks)
        {
            to.Write(chunk.Length);
            LargeArray.Write<long>(to, chunk);
        }
        foreach (var blocks in free)
        {
            to.Write(blocks.Count);
            foreach (var block in blocks.Reverse())
                to.Write(block);
        }
    }

    public static RowPool Read(BinaryReader from, int stride)
    {
        var slab = new RowPool(stride) { used = from.ReadInt32() };
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var chunk = new long[from.ReadInt32()];
            LargeArray.Read<long>(from, chunk);
            slab.chunks.Add(chunk);
        }
        foreach (var blocks in slab.free)
        {
            for (var left = from.ReadInt32(); left > 0; left--)
                blocks.Push(from.ReadInt64());
        }
        return slab;
    }
}
