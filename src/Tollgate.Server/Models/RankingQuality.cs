namespace Tollgate.Server.Models;

/// <summary>How well scores put frauds before genuine payments.</summary>
/// <param name="AucRoc">Chance that a fraud scores above a genuine payment, a tie counted half; 0.5 is chance.</param>
/// <param name="AveragePrecision">
/// Precision at each step of recall, weighted by the step (no interpolation); equal scores are one step.
/// </param>
readonly record struct RankingQuality(double AucRoc, double AveragePrecision)
{
    /// <summary>Null unless both kinds are there.</summary>
    public static RankingQuality? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> frauds)
    {
        var sorted = scores.ToArray();
        var isFraud = frauds.ToArray();
        Array.Sort(sorted, isFraud);
        long positives = isFraud.Count(fraud => fraud), negatives = isFraud.Length - positives;
        if (positives == 0 || negatives == 0)
            return null;

        var (won, precision) = (0.0, 0.0);
        long fraudsAbove = 0, seen = 0;
        // From the highest score down, all that tie at once.
        for (var end = sorted.Length; end > 0;)
        {
            var start = end - 1;
            while (start > 0 && sorted[start - 1] == sorted[end - 1])
                start--;
            long here = isFraud[start..end].Count(fraud => fraud), genuine = end - start - here;
            won += genuine * (fraudsAbove + (here / 2.0));
            fraudsAbove += here;
            seen += end - start;
            precision += (double)here / positives * fraudsAbove / seen;
            end = start;
        }
        return new RankingQuality(won / ((double)positives * negatives), precision);
    }
}
