using System.Numerics;

namespace Tollgate.Engine.Numerics;

/// <summary>
/// xoshiro256** of Blackman and Vigna (prng.di.unimi.it), seeded by splitmix64: a generator whose numbers
/// cannot change with the runtime, as those of <see cref="Random"/> may.
/// </summary>
sealed class Xoshiro256
{
    ulong s0, s1, s2, s3;

    public Xoshiro256(ulong seed)
    {
        s0 = SplitMix64.Of(seed, 0);
        s1 = SplitMix64.Of(seed, 1);
        s2 = SplitMix64.Of(seed, 2);
        s3 = SplitMix64.Of(seed, 3);
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A number in [0, bound). The bias, bound / 2^64, is far below what any sample could show.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A multiple of 2^-53 in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
