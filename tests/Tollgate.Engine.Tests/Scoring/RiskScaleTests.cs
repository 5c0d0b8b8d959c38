using CsCheck;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring;

public sealed class RiskScaleTests
{
    static readonly double[] Reference = SomeScores(100_000);

    static readonly Gen<double> Score = Gen.Double[1e-9, 1 - 1e-9];

    static readonly Gen<double[]> Scores = Gen.OneOf(
        Score.Array[1, 50],
        Gen.Int[1, 20].Select(i => i / 21.0).Array[1, 200],  // with many ties
        Gen.Double[0.35, 0.75].Array[200, 3000]);

    [Fact]
    public void Higher_scores_have_higher_risks() => Gen.Select(Scores, Score, Gen.Double[-9, 0], Gen.Bool).Sample(
        (reference, score, magnitude, nearReference) =>
        {
            if (nearReference)
                score = reference[(int)(score * reference.Length)];
            var scale = RiskScale.Fit(reference);
            var higher = Math.Min(score + Math.Pow(10, magnitude), 1);
            if (higher - score < 1e-9)
                return;
            Assert.True(scale.Risk(higher) > scale.Risk(score), $"{score:R} and {higher:R} tie or swap");
            Assert.InRange(scale.Risk(score), double.Epsilon, Math.BitDecrement(1));
        }, iter: 5000);

    [Fact]
    public void Neighbouring_scores_never_swap() => Gen.Select(Scores, Score).Sample((reference, score) =>
    {
        var scale = RiskScale.Fit(reference);
        foreach (var at in reference.Append(score))
            Assert.InRange(scale.Risk(at), scale.Risk(Math.BitDecrement(at)), scale.Risk(Math.BitIncrement(at)));
    });

    [Fact]
    public void Different_scores_of_the_reference_have_different_risks()
    {
        var scale = RiskScale.Fit(Reference);
        var scores = Reference.Distinct().Order().ToArray();

        for (var i = 1; i < scores.Length; i++)
            Assert.True(scale.Risk(scores[i]) > scale.Risk(scores[i - 1]));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.995)]
    [InlineData(0.9995)]
    [InlineData(0.9999)]
    public void A_threshold_is_an_alert_rate(double threshold)
    {
        var scale = RiskScale.Fit(Reference);
        var expected = (1 - threshold) * Reference.Length;

        var alerts = Reference.Count(score => scale.Risk(score) >= threshold);

        Assert.Equal(expected, alerts, tolerance: 1 + 0.01 * expected);
    }

    [Fact]
    public void Tied_scores_never_raise_more_alerts_than_the_threshold_promises()
    {
        // Three in a hundred share the top score: none of them is one payment in 200.
        double[] scores = [.. Enumerable.Range(0, 970).Select(i => 0.4 + i * 1e-4), .. Enumerable.Repeat(0.8, 30)];
        var scale = RiskScale.Fit(scores);

        Assert.Equal(0.9705, scale.Risk(0.8), tolerance: 1e-9);
    }

    [Fact]
    public void Beyond_the_largest_reference_score_risk_keeps_rising_and_stays_below_one()
    {
        var scale = RiskScale.Fit(Reference);
        var last = scale.Risk(Reference.Max());

        for (var score = Reference.Max() + 1e-4; score <= 1; score += 1e-4)
        {
            Assert.True(scale.Risk(score) > last);
            last = scale.Risk(score);
        }
        Assert.True(last < 1);
    }

    [Fact]
    public void One_score_or_equal_scores_make_a_scale_too()
    {
        Assert.Equal(0.5, RiskScale.Fit([0.5]).Risk(0.5));
        var equal = RiskScale.Fit([0.5, 0.5, 0.5, 0.5]);
        Assert.True(equal.Risk(0.4) < equal.Risk(0.5) && equal.Risk(0.5) < equal.Risk(0.6));
    }

    [Fact]
    public void Scores_outside_the_open_unit_interval_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RiskScale.Fit([]));
        Assert.Throws<ArgumentException>(() => RiskScale.Fit([0.5, 1.0]));
        Assert.Throws<ArgumentException>(() => RiskScale.Fit([0.5, double.NaN]));
    }

    [Fact]
    public void What_was_written_reads_back_with_the_same_risks() => Gen.Select(Scores, Score).Sample(
        (reference, score) =>
    {
        var scale = RiskScale.Fit(reference);
        var bytes = SomeForest.Bytes(scale.Write);
        var read = RiskScale.Read(new MemoryStream(bytes));

        Assert.Equal(scale.Risk(score), read.Risk(score));
        Assert.Equal(bytes, SomeForest.Bytes(read.Write));
    });

    static double[] SomeScores(int count)
    {
        var random = new Xoshiro256(3);
        var scores = new double[count];
        foreach (ref var score in scores.AsSpan())
            score = 0.36 + 0.04 * random.NextDouble() - 0.03 * Math.Log(1 - random.NextDouble());
        return scores;
    }
}
