using System.Numerics;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// The random numbers of the simulation: those of <see cref="Xoshiro256"/>, and distributions made of additions,
/// products and quotients alone, because libm differs between machines and the bytes must not.
/// </summary>
sealed class SeededRandom(ulong seed)
{
    const double Ln2 = 0.69314718055994531;

    // -ln(1 - i/32), i = 0..16: quantiles of an exponential variate below ln 2.
    static readonly double[] ExponentialKnots =
    [
        0, 0.0317486983145803, 0.0645385211375712, 0.0984400728132525, 0.1335313926245226, 0.1698990367953974,
        0.2076393647782445, 0.2468600779315258, 0.2876820724517809, 0.3302416868705768, 0.3746934494414107,
        0.4212134650763035, 0.4700036292457356, 0.5212969236332861, 0.5753641449035618, 0.6325225587435105, Ln2,
    ];

    readonly Xoshiro256 words = new(seed);

    public ulong Next() => words.Next();

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => words.NextDouble();

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)words.Below(count);

    public bool OneIn(int count) => Below(count) == 0;

    /// <summary>Exponential with mean 1: halvings counted in the bits of a word, and the rest by table.</summary>
    public double Exponential()
    {
        var halvings = BitOperations.TrailingZeroCount(Next());
        return Exponential(halvings, Unit());
    }

    /// <summary>The same of one word, whose lowest 11 bits count the halvings: at most 8.4 times the mean.</summary>
    public static double Exponential(ulong word) => Exponential(
        Math.Min(BitOperations.TrailingZeroCount(word), 11), Unit(word));

    /// <summary>
    /// Log-normal with median 1; <paramref name="spread"/> is the standard deviation of its binary logarithm.
    /// </summary>
    public double LogNormal(double spread) => LogNormal(Next(), spread);

    public static double Unit(ulong word) => (word >> 11) * (1.0 / (1UL << 53));

    public static double LogNormal(ulong word, double spread) => PortableMath.CoarseExp2(Normal(word) * spread);

    /// <summary>
    /// Nearly normal, mean 0, deviation 1, at most 3.46 away: the sum of the word's four 16-bit parts.
    /// </summary>
    static double Normal(ulong word)
    {
        var sum = (word & 0xFFFF) + ((word >> 16) & 0xFFFF) + ((word >> 32) & 0xFFFF) + (word >> 48);
        return ((double)sum - 131_070) * (1.7320508075688772 / 65_536);
    }

    static double Exponential(int halvings, double rest)
    {
        var at = rest * 16;
        var i = (int)at;
        return halvings * Ln2 + ExponentialKnots[i] + (at - i) * (ExponentialKnots[i + 1] - ExponentialKnots[i]);
    }
}
