namespace Tollgate.Engine.Numerics;

/// <summary>
/// Numbers that are a pure function of a key and an index: seeds, the simulated world, and ids that never collide.
/// </summary>
static class SplitMix64
{
    const ulong Golden = 0x9E3779B97F4A7C15;
    const ulong Mask48 = (1UL << 48) - 1;

    /// <summary>
    /// The <paramref name="index"/>-th value of the SplitMix64 sequence that begins at <paramref name="key"/>.
    /// </summary>
    public static ulong Of(ulong key, ulong index)
    {
        var z = key + (index + 1) * Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A permutation of the 48-bit numbers for each key: different numbers get different ids.</summary>
    public static ulong Scramble48(ulong key, ulong number)
    {
        var z = (number + key) & Mask48;
        z = ((z ^ (z >> 25)) * 0xBF58476D1CE5) & Mask48;
        z = ((z ^ (z >> 23)) * 0x94D049BB1331) & Mask48;
        return z ^ (z >> 26);
    }
}
