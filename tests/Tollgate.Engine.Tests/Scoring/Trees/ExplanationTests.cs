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
}
