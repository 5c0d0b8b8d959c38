using CsCheck;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring.Trees;

public sealed class ExplanationTests
{
    [Fact]
    public void Contributions_add_up_to_the_score_to_the_last_bit_in_any_order() => SomeForest.WithRow.Sample(x =>
    {
        var contributions = new double[x.Row.Length];
        x.Forest.Explain(x.Row, contributions);
        var expected = x.Forest.Score(x.Row) - x.Forest.UsualScore;

        Assert.Equal(expected, contributions.Aggregate(0.0, (sum, part) => sum + part));
        Assert.Equal(expected, contributions.Reverse().Aggregate(0.0, (sum, part) => sum + part));
    }, iter: 2000);

    [Fact]
    public void A_change_of_the_mean_path_length_goes_to_the_feature_that_was_split() => SomeForest.WithRow.Sample(x =>
    {
        long[] keys = [.. x.Row.Select((value, i) =>
            (long)PackedTrees.Key((float)(double.IsNaN(value) ? x.Forest.Medians[i] : value)))];
        var changes = new long[x.Row.Length];

        x.Forest.Trees.Pack().Attribute(keys, keys.Length, changes);

        Assert.Equal(Walked(x.Forest.Trees, keys), changes);
    }, iter: 2000);

    [Fact]
    public void Rows_that_are_explained_together_are_explained_as_one_by_one() => SomeForest.Rows.Sample(x =>
    {
        var forest = IsolationForest.Train(x.Rows, x.Width, new ForestSettings(20));
        var together = new double[x.Rows.Length];
        var alone = new double[x.Rows.Length];

        forest.ExplainMany(x.Rows, together);

        for (var from = 0; from < x.Rows.Length; from += x.Width)
            forest.Explain(x.Rows.AsSpan(from, x.Width), alone.AsSpan(from, x.Width));
        Assert.Equal(alone, together);
    }, iter: 500);

    [Fact]
    public void The_unusual_feature_is_named_and_the_usual_ones_stay_small()
    {
        var random = new Xoshiro256(11);
        var rows = new double[3000 * 6];
        foreach (ref var value in rows.AsSpan())
            value = random.NextDouble() + random.NextDouble() + random.NextDouble();
        var forest = IsolationForest.Train(rows, 6, new ForestSettings());
        var contributions = new double[6];

        for (var unusual = 0; unusual < 6; unusual++)
        {
            var row = forest.Medians.ToArray();
            row[unusual] = 50;
            forest.Explain(row, contributions);

            Assert.True(contributions[unusual] > 0.04);
            for (var other = 0; other < 6; other++)
                Assert.True(other == unusual || Math.Abs(contributions[other]) < contributions[unusual] / 3);
        }
    }

    [Fact]
    public void A_feature_that_no_tree_splits_contributes_nothing()
    {
        double[] rows = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { 7.0, i })];
        var forest = IsolationForest.Train(rows, 2, new ForestSettings());
        var contributions = new double[2];

        forest.Explain([1e6, 500], contributions);

        Assert.Equal(0, contributions[0]);
        Assert.True(contributions[1] > 0);
    }

    /// <summary>The same along the trees as they are stored, node by node.</summary>
    static long[] Walked(ForestTrees trees, long[] keys)
    {
        var changes = new long[keys.Length];
        foreach (var root in trees.Roots)
        {
            for (var at = root; !trees.Nodes[at].IsLeaf;)
            {
                var node = trees.Nodes[at];
                at = keys[node.Feature] <= PackedTrees.Key(node.Threshold) ? at + 1 : node.Right;
                changes[node.Feature] += trees.Nodes[at].Length - node.Length;
            }
        }
        return changes;
    }
}
