using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Tests.Scoring;

public sealed class ReservoirSampleTests
{
    [Fact]
    public void Few_rows_are_all_kept_in_order()
    {
        var sample = new ReservoirSample(5, 2, seed: 1);
        sample.Add([1, 2]);
        sample.Add([3, 4]);

        Assert.Equal([1.0, 2.0, 3.0, 4.0], sample.Rows.ToArray());
        Assert.Equal(2, sample.Count);
        Assert.Throws<ArgumentException>(() => sample.Add([1]));
    }

    [Fact]
    public void Many_rows_are_kept_evenly_whole_and_repeatably()
    {
        var sample = Fill(2_000, 100_000, seed: 4);

        Assert.Equal((2_000, 100_000L), (sample.Count, sample.Seen));
        Assert.All(sample.Rows.ToArray().Chunk(2), row => Assert.Equal(row[0], -row[1]));
        // Mean of an even sample: half of the range, within four standard errors.
        var mean = sample.Rows.ToArray().Chunk(2).Average(row => row[0]);
        Assert.Equal(50_000, mean, tolerance: 4 * 28_868 / Math.Sqrt(2_000));
        Assert.Equal(sample.Rows.ToArray(), Fill(2_000, 100_000, seed: 4).Rows.ToArray());
    }

    static ReservoirSample Fill(int capacity, int rows, ulong seed)
    {
        var sample = new ReservoirSample(capacity, 2, seed);
        for (var i = 0; i < rows; i++)
            sample.Add([i, -i]);
        return sample;
    }
}
