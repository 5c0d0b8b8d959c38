namespace Tollgate.Engine.Tests.Scoring.Trees;

public sealed class ScikitLearnParityTests
{
    [Theory]
    [InlineData("2_annthyroid")]
    [InlineData("23_mammography")]
    [InlineData("6_cardio")]
    [InlineData("32_shuttle")]
    public void A_forest_grown_by_scikit_learn_gives_its_scores_here(string set)
    {
        var reference = ScikitLearnForest.Read(set);
        var (rows, width, _) = ReferenceSets.ReadAdBench(set);
        var forest = reference.ToForest(width);

        Assert.Equal(500, reference.Scores.Length);
        for (var i = 0; i < reference.Scores.Length; i++)
            Assert.Equal(-reference.Scores[i], forest.Score(rows.AsSpan(i * width, width)), tolerance: 1e-12);
    }
}
