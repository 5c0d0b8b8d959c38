namespace Tollgate.Engine.Scoring;

/// <summary>Which reference scores become knots of a <see cref="RiskScale"/>.</summary>
static class RiskKnots
{
    const int Even = 500;          // over the whole range
    const int PerDoubling = 16;    // from each end inward, one tail doubling at a time

    /// <summary>
    /// The i-th smallest of n scores has risk (i + 1/2) / n. Of equal scores the first counts: risk is the share that
    /// scored lower, so a threshold never raises more alerts than it promises, but for the half.
    /// </summary>
    public static (double[] Scores, double[] Risks) Choose(ReadOnlySpan<double> sorted)
    {
        List<double> scores = [], risks = [];
        foreach (var rank in Ranks(sorted.Length))
        {
            if (scores.Count > 0 && sorted[rank] <= scores[^1])
                continue;
            // The rank may lie within a run of equal scores.
            var first = FirstAtOrAbove(sorted, sorted[rank]);
            scores.Add(sorted[rank]);
            risks.Add((first + 0.5) / sorted.Length);
        }
        return ([.. scores], [.. risks]);
    }

    static SortedSet<int> Ranks(int count)
    {
        SortedSet<int> ranks = [];
        for (var i = 0; i <= Even; i++)
            ranks.Add((int)((count - 1L) * i / Even));
        for (var size = 1; size <= count; size *= 2)
        {
            for (var i = 0; i < PerDoubling; i++)
            {
                var fromEnd = size + (int)((long)size * i / PerDoubling) - 1;
                if (fromEnd >= count)
                    break;
                ranks.Add(fromEnd);
                ranks.Add(count - 1 - fromEnd);
            }
            if (size > count / 2)
                break;
        }
        return ranks;
    }

    static int FirstAtOrAbove(ReadOnlySpan<double> sorted, double score)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] < score)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
