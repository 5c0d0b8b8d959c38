using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// A blocked Bloom filter: an id belongs to one line of 64 bytes and sets one bit in each of its eight words, so that a
/// look-up costs one cache line. Lines follow the order of the ids, and so a sorted run is filtered line by line while
/// it is written, and a line is at once the directory's bucket.
/// </summary>
static class BloomFilter
{
    public const int BitsAnId = 16, LineLength = 64, WordsALine = 8;

    public static long LinesFor(long ids) => Math.Max(1, ((ids * BitsAnId) + (LineLength * 8) - 1) / (LineLength * 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long LineOf(UInt128 id, long lines) => (long)Math.BigMul((ulong)(id >> 64), (ulong)lines, out _);

    public static void Set(Span<ulong> line, UInt128 id)
    {
        var bits = (ulong)id;
        for (var word = 0; word < WordsALine; word++, bits >>= 6)
            line[word] |= 1UL << (int)(bits & 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayHold(ReadOnlySpan<ulong> line, UInt128 id)
    {
        Debug.Assert(line.Length == WordsALine);
        // Without a branch on each bit: which one is missing cannot be foreseen, that one is missing can.
        var bits = (ulong)id;
        var all = 1UL;
        for (var word = 0; word < line.Length; word++, bits >>= 6)
            all &= line[word] >> (int)(bits & 63);
        return all != 0;
    }
}

/// <summary>The filter of a run with its directory, in memory.</summary>
sealed class LoadedFilter
{
    readonly ulong[] words;
    readonly int start;
    readonly long lines;

    public LoadedFilter(long lines)
    {
        this.lines = lines;
        // Pinned, so that a line stays on one cache line.
        var length = checked((int)((lines + 1) * BloomFilter.WordsALine));
        words = GC.AllocateUninitializedArray<ulong>(length, pinned: true);
        start = (int)(-(long)AddressOf(0) & (BloomFilter.LineLength - 1)) / sizeof(ulong);
        Directory = new long[lines + 1];
    }

    /// <summary>First entry of each line, and the end.</summary>
    public long[] Directory { get; }

    public Span<ulong> Words => words.AsSpan(start, (int)(lines * BloomFilter.WordsALine));

    public ReadOnlySpan<ulong> LineOf(UInt128 id) => words.AsSpan(At(id), BloomFilter.WordsALine);

    public unsafe void Prefetch(UInt128 id)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((void*)AddressOf(At(id)));
    }

    int At(UInt128 id) => start + (int)(BloomFilter.LineOf(id, lines) * BloomFilter.WordsALine);

    unsafe nint AddressOf(int word) => (nint)Unsafe.AsPointer(ref words[word]);
}
