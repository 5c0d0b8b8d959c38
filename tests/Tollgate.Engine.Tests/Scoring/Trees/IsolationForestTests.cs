using CsCheck;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring.Trees;

public sealed class IsolationForestTests
{
    [Fact]
    public void A_score_lies_between_zero_and_one_for_every_row() =>
        SomeForest.WithRow.Sample(x => x.Forest.Score(x.Row) is > 0 and < 1);

    [Fact]
    public void The_interleaved_walk_equals_a_plain_walk_bit_for_bit() => SomeForest.WithRow.Sample(x =>
    {
        var (forest, row) = x;
        var sum = 0L;
        foreach (var root in forest.Trees.Roots)
        {
            var at = root;
            while (forest.Trees.Nodes[at] is { IsLeaf: false } node)
            {
                var value = double.IsNaN(row[node.Feature]) ? forest.Medians[node.Feature] : row[node.Feature];
                at = (float)value <= node.Threshold ? at + 1 : node.Right;
            }
            sum += forest.Trees.Nodes[at].Length;
        }
        Assert.Equal(forest.ToScore(sum), forest.Score(row));
    }, iter: 2000);

    [Fact]
    public void Rows_scored_together_have_the_scores_of_rows_scored_alone() =>
        (from rows in SomeForest.Rows
         from settings in SomeForest.Settings
         from count in Gen.Int[0, 200]
         from scored in SomeForest.Value.Array[count * rows.Width]
         select (Forest: IsolationForest.Train(rows.Rows, rows.Width, settings), rows.Width, scored)).Sample(x =>
    {
        var scores = new double[x.scored.Length / x.Width];
        x.Forest.Score(x.scored, scores);
        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(x.Forest.Score(x.scored.AsSpan(i * x.Width, x.Width)), scores[i]);
    }, iter: 500);

    [Fact]
    public void The_widest_rows_are_scored_together_too()
    {
        const int width = IsolationForest.MaxFeatures;
        double[] rows = [.. Enumerable.Range(0, 9 * width).Select(i => Math.Sin(i))];
        var forest = IsolationForest.Train(rows, width, new ForestSettings(Trees: 20));
        var scores = new double[9];
        forest.Score(rows, scores);
        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(forest.Score(rows.AsSpan(i * width, width)), scores[i]);
    }

    [Fact]
    public void The_score_is_two_to_the_minus_mean_path_over_the_average_path()
    {
        // Two rows, one feature: each of the trees splits them apart with one edge, and c(2) is 1.
        var forest = IsolationForest.Train([1.0, 2.0], 1, new ForestSettings(Trees: 7));

        Assert.Equal(0.5, forest.Score([1.0]));
        Assert.Equal(0.5, forest.Score([2.0]));
        Assert.Equal(0.5, forest.UsualScore);
    }

    [Fact]
    public void An_absent_value_scores_as_the_median()
    {
        var forest = IsolationForest.Train([1, 10, 2, double.NaN, 3, 30, 4, 20], 2, new ForestSettings());

        Assert.Equal([2.0, 20.0], forest.Medians.ToArray());
        Assert.Equal(forest.Score([3, 20]), forest.Score([3, double.NaN]));
    }

    [Fact]
    public void A_far_row_scores_higher_than_the_median_row()
    {
        var random = new Xoshiro256(8);
        double[] rows = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble() + random.NextDouble())];
        var forest = IsolationForest.Train(rows, 4, new ForestSettings());

        Assert.True(forest.Score([1e14, 1e14, 1e14, 1e14]) > forest.Score(forest.Medians) + 0.1);
    }

    [Fact]
    public void Constant_and_wholly_absent_columns_are_never_split()
    {
        double[] rows = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { 7.0, double.NaN, i })];
        var forest = IsolationForest.Train(rows, 3, new ForestSettings());

        Assert.Equal([7.0, 0.0, 49.0], forest.Medians.ToArray());
        Assert.All(forest.Trees.Nodes.ToArray(), node => Assert.True(node.Feature is -1 or 2));
        Assert.Equal(forest.Score([7, 0, 12]), forest.Score([-1e9, 1e9, 12]));
    }

    [Fact]
    public void Equal_rows_score_one_half()
    {
        var rows = new double[300 * 5];
        Array.Fill(rows, 1e14);
        var forest = IsolationForest.Train(rows, 5, new ForestSettings());

        Assert.Equal(0.5, forest.Score(rows.AsSpan(0, 5)), tolerance: 1e-12);
    }

    [Fact]
    public void Money_up_to_a_million_billion_is_split_like_any_number()
    {
        double[] rows = [.. Enumerable.Range(1, 500).Select(i => i * 2e11)];
        var forest = IsolationForest.Train(rows, 1, new ForestSettings());

        Assert.True(forest.Score([1e14]) > forest.Score([5e13]));
    }

    [Fact]
    public void Training_repeats_itself_by_seed() => Gen.Select(SomeForest.Rows, SomeForest.Settings).Sample(
        (rows, settings) =>
    {
        var first = SomeForest.Bytes(IsolationForest.Train(rows.Rows, rows.Width, settings).Write);
        var second = SomeForest.Bytes(IsolationForest.Train(rows.Rows, rows.Width, settings).Write);
        Assert.Equal(first, second);
    });

    [Fact]
    public void Another_seed_grows_another_forest()
    {
        double[] rows = [.. Enumerable.Range(0, 600).Select(i => Math.Cos(i))];
        var first = SomeForest.Bytes(IsolationForest.Train(rows, 3, new ForestSettings(Seed: 1)).Write);
        var second = SomeForest.Bytes(IsolationForest.Train(rows, 3, new ForestSettings(Seed: 2)).Write);

        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(64, 6)]
    [InlineData(256, 8)]
    [InlineData(257, 9)]
    [InlineData(4096, 12)]
    public void A_tree_is_as_deep_as_its_sample_needs(int sampleSize, int depth)
    {
        var random = new Xoshiro256(5);
        var rows = new double[5000 * 2];
        foreach (ref var value in rows.AsSpan())
            value = random.NextDouble();

        Assert.Equal(depth, IsolationForest.Train(rows, 2, new ForestSettings(20, sampleSize)).Trees.Depth());
    }

    [Fact]
    public void Scoring_and_explaining_allocate_nothing()
    {
        double[] rows = [.. Enumerable.Range(0, 4000).Select(i => Math.Sin(i))];
        var forest = IsolationForest.Train(rows, 4, new ForestSettings());
        var contributions = new double[4];
        var scores = new double[1000];
        var explained = new double[4000];
        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Use();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Use()
        {
            for (var i = 0; i < 200; i++)
            {
                forest.Score(rows.AsSpan(i * 4, 4));
                forest.Explain(rows.AsSpan(i * 4, 4), contributions);
            }
            forest.Score(rows, scores);
            forest.ExplainMany(rows, explained);
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        var forest = IsolationForest.Train([1.0, 2.0, 3.0, 4.0], 2, new ForestSettings());

        Assert.Throws<ArgumentException>(() => forest.Score([1.0]));
        Assert.Throws<ArgumentException>(() => forest.Score([1.0, 2.0, 3.0], new double[2]));
        Assert.Throws<ArgumentException>(() => forest.Explain([1.0, 2.0], new double[3]));
        Assert.Throws<ArgumentException>(() => forest.ExplainMany([1.0, 2.0], new double[4]));
        Assert.Throws<ArgumentException>(() => forest.ExplainMany([1.0, 2.0, 3.0], new double[3]));
        Assert.Throws<ArgumentException>(() => IsolationForest.Train([1.0, 2.0, 3.0], 2, new ForestSettings()));
        Assert.Throws<ArgumentException>(() => IsolationForest.Train([1.0, 2.0], 2, new ForestSettings()));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => IsolationForest.Train([1.0, 2.0], 1, new ForestSettings(Trees: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => IsolationForest.Train([1.0, 2.0], 1, new ForestSettings(SampleSize: 4097)));
    }
}
