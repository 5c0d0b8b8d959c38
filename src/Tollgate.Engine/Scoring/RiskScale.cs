using System.Numerics;

namespace Tollgate.Engine.Scoring;

/// <summary>
/// Turns a model's score into risk: the share of the reference period's payments that scored lower. 0.995 means that
/// one payment in 200 is this unusual, whatever the model. Strictly increasing: scores that differ by 1e-9 or more
/// keep their order and never tie. Immutable, thread safe, the same bits on every machine.
/// </summary>
/// <remarks>
/// Between about 1,000 knots (quantiles of the reference scores, finer toward both ends) risk is a straight line.
/// Beyond the largest and the smallest reference score the remaining share falls off exponentially, at the mean excess
/// of the outermost scores, plus a straight part that keeps far scores apart where the exponential alone would be lost
/// to rounding.
/// </remarks>
sealed class RiskScale
{
    readonly double[] scores;  // knots, strictly increasing, within (0, 1)
    readonly double[] risks;   // at the knots, strictly increasing, within (0, 1)
    readonly RiskTail low;
    readonly RiskTail high;

    RiskScale(double[] scores, double[] risks, double lowDecay, double highDecay)
    {
        this.scores = scores;
        this.risks = risks;
        low = new RiskTail(risks[0], lowDecay, scores[0]);
        high = new RiskTail(1 - risks[^1], highDecay, 1 - scores[^1]);
    }

    /// <param name="scores">Scores of the reference period, in (0, 1), in any order, at least one. The resolution of
    /// the top is that of their number: with 100,000 the last knot is risk 0.999995.</param>
    /// <exception cref="ArgumentException">There are no scores, or one lies outside (0, 1).</exception>
    public static RiskScale Fit(ReadOnlySpan<double> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        if (sorted.Length == 0 || !(sorted[0] > 0 && sorted[^1] < 1))
            throw new ArgumentException("A risk scale needs one or more scores between 0 and 1.", nameof(scores));
        var (knots, risks) = RiskKnots.Choose(sorted);
        var outermost = Math.Clamp(sorted.Length / 200, 1, sorted.Length);
        var lowDecay = RiskTail.FitDecay(sorted.AsSpan(0, outermost), sorted[outermost - 1], knots[0]);
        var highDecay = RiskTail.FitDecay(sorted.AsSpan()[^outermost..], sorted[^outermost], 1 - knots[^1]);
        return new RiskScale(knots, risks, lowDecay, highDecay);
    }

    /// <summary>The risk of a score, in (0, 1). Allocates nothing.</summary>
    /// <param name="score">Scores outside [0, 1] count as its ends.</param>
    public double Risk(double score)
    {
        if (score > scores[^1])
            return 1 - high.Share(Math.Min(score, 1) - scores[^1]);
        if (!(score >= scores[0]))
            return low.Share(scores[0] - Math.Max(score, 0));
        var at = LastAtOrBelow(score);
        if (at == scores.Length - 1)
            return risks[at];
        var slope = (risks[at + 1] - risks[at]) / (scores[at + 1] - scores[at]);
        return Math.Min(risks[at] + (score - scores[at]) * slope, risks[at + 1]);
    }

    /// <summary>Halving without a branch that could be mispredicted.</summary>
    int LastAtOrBelow(double score)
    {
        var at = 0;
        for (var step = (int)BitOperations.RoundUpToPowerOf2((uint)scores.Length) / 2; step > 0; step /= 2)
        {
            var next = Math.Min(at + step, scores.Length - 1);
            at = scores[next] <= score ? next : at;
        }
        return at;
    }

    public void Write(Stream stream) => ChecksummedBlock.Write(stream, "TGRISKSC"u8, 1, writer =>
    {
        writer.Write(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            writer.Write(scores[i]);
            writer.Write(risks[i]);
        }
        writer.Write(low.Decay);
        writer.Write(high.Decay);
    });

    /// <exception cref="InvalidDataException">The stream does not hold an undamaged scale; the message says
    /// why.</exception>
    public static RiskScale Read(Stream stream) => ChecksummedBlock.Read(stream, "TGRISKSC"u8, 1, reader =>
    {
        var count = reader.ReadInt32();
        ChecksummedBlock.Check(
            count >= 1 && count <= reader.BaseStream.Length / 16, "The number of knots is out of range.");
        var scores = new double[count];
        var risks = new double[count];
        for (var i = 0; i < count; i++)
        {
            scores[i] = reader.ReadDouble();
            risks[i] = reader.ReadDouble();
            ChecksummedBlock.Check(
                scores[i] > (i == 0 ? 0 : scores[i - 1]) && scores[i] < 1, "The knots do not increase.");
            ChecksummedBlock.Check(
                risks[i] > (i == 0 ? 0 : risks[i - 1]) && risks[i] < 1, "The risks do not increase.");
        }
        var (low, high) = (reader.ReadDouble(), reader.ReadDouble());
        ChecksummedBlock.Check(low is > 0 and <= 1 && high is > 0 and <= 1, "A tail has an impossible width.");
        return new RiskScale(scores, risks, low, high);
    });
}
