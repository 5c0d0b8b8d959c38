using CsCheck;
using Tollgate.Server.Models;

namespace Tollgate.Server.Tests.Models;

public sealed class RankingQualityTests
{
    [Fact]
    public void Perfect_and_reversed_orders_have_the_known_values()
    {
        Assert.Equal(new RankingQuality(1, 1), RankingQuality.Of([0.1, 0.2, 0.9], [false, false, true]));
        Assert.Equal(0, RankingQuality.Of([0.1, 0.2, 0.9], [true, false, false])!.Value.AucRoc);
        Assert.Equal(1 / 3.0, RankingQuality.Of([0.1, 0.2, 0.9], [true, false, false])!.Value.AveragePrecision, 12);
    }

    [Fact]
    public void Equal_scores_are_chance() =>
        Assert.Equal(
            new RankingQuality(0.5, 0.25), RankingQuality.Of([0.5, 0.5, 0.5, 0.5], [true, false, false, false]));

    [Fact]
    public void One_kind_alone_has_no_quality()
    {
        Assert.Null(RankingQuality.Of([0.1, 0.2], [false, false]));
        Assert.Null(RankingQuality.Of([0.1, 0.2], [true, true]));
    }

    [Fact]
    public void It_agrees_with_counting_all_pairs() =>
        Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[2, 60].Sample(rows =>
        {
            var scores = rows.Select(row => (double)row.Item1).ToArray();
            var frauds = rows.Select(row => row.Item2).ToArray();
            var pairs = from fraud in rows
                        where fraud.Item2
                        from honest in rows
                        where !honest.Item2
                        select fraud.Item1 > honest.Item1 ? 1 : fraud.Item1 == honest.Item1 ? 0.5 : 0;
            var quality = RankingQuality.Of(scores, frauds);
            return pairs.Any() ? Math.Abs(quality!.Value.AucRoc - pairs.Average()) < 1e-9 : quality is null;
        });
}
