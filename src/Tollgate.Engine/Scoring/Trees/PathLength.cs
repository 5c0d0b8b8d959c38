namespace Tollgate.Engine.Scoring.Trees;

/// <summary>
/// Path lengths as 64-bit fixed-point numbers: sums are exact and do not depend on their order, and what is scored
/// needs no logarithm, because a leaf's length is computed once, in training, and stored.
/// </summary>
static class PathLength
{
    /// <summary>One edge. 10,000 trees of the longest paths stay below 2^61.</summary>
    public const long Edge = 1L << 42;

    /// <summary>No path is longer: 12 edges and c(n) of a leaf that holds more than 10^15 rows.</summary>
    public const long Longest = 100 * Edge;

    const double EulerGamma = 0.5772156649015329;

    /// <summary>c(n) of Liu, Ting and Zhou (2008): the mean length of an unsuccessful search in a binary search tree
    /// of n rows, in edges; what a leaf adds for the splits that were not grown.</summary>
    public static double Average(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        // In training only, and stored: scoring reads what this machine's logarithm gave.
#pragma warning disable RS0030
        _ => 2 * (Math.Log(rows - 1) + EulerGamma) - 2.0 * (rows - 1) / rows,
#pragma warning restore RS0030
    };

    public static long OfLeaf(int level, int rows) => level * Edge + (long)Math.Round(Average(rows) * Edge);
}
