using CsCheck;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Simulation;

namespace Tollgate.Engine.Tests.Simulation;

public sealed class SeededRandomTests
{
    const int Count = 400_000;

    [Fact]
    public void Exponential_waits_have_mean_and_deviation_one_and_the_right_tail()
    {
        var chance = new SeededRandom(7);
        var waits = Enumerable.Range(0, Count).Select(_ => chance.Exponential()).ToList();
        var mean = waits.Average();
        Assert.InRange(mean, 0.99, 1.01);
        Assert.InRange(Math.Sqrt(waits.Average(wait => (wait - mean) * (wait - mean))), 0.99, 1.01);
        Assert.InRange(waits.Count(wait => wait > 3) / (double)Count, Math.Exp(-3) * 0.97, Math.Exp(-3) * 1.03);
    }

    [Fact]
    public void Log_normal_amounts_have_median_one_and_the_spread_asked_for()
    {
        var chance = new SeededRandom(7);
        var logs = Enumerable.Range(0, Count).Select(_ => Math.Log2(chance.LogNormal(0.8))).ToList();
        Assert.InRange(logs.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(logs.Average(log => log * log)), 0.79, 0.81);
    }

    [Fact]
    public void Ranks_are_drawn_by_the_law_of_zipf()
    {
        var chance = new SeededRandom(7);
        var table = new ZipfTable(50);
        var counts = new int[50];
        for (var i = 0; i < Count; i++)
            counts[table.Rank(chance.Next())]++;
        var total = Enumerable.Range(0, 50).Sum(rank => 1.0 / (rank + 5));
        for (var rank = 0; rank < 50; rank++)
            Assert.InRange(counts[rank] / (Count / total / (rank + 5)), 0.9, 1.1);
    }

    [Fact]
    public void Different_numbers_get_different_ids_of_48_bits()
    {
        Gen.Select(Gen.ULong, Gen.ULong[0, 1L << 47], Gen.ULong[1, 1L << 47]).Sample((key, number, gap) =>
        {
            var id = SplitMix64.Scramble48(key, number);
            return id < 1UL << 48 && id != SplitMix64.Scramble48(key, number + gap);
        });
        var ids = Enumerable.Range(0, 1 << 17).Select(i => SplitMix64.Scramble48(3, (ulong)i)).ToHashSet();
        Assert.Equal(1 << 17, ids.Count);
    }
}
