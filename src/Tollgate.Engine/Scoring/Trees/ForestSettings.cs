using System.Numerics;

namespace Tollgate.Engine.Scoring.Trees;

/// <summary>How an isolation forest is grown. The defaults are those of Liu, Ting and Zhou, "Isolation Forest"
/// (2008).</summary>
/// <param name="Trees">Number of trees, 1 to 10,000. More trees steady the score; the cost of a row grows with
/// them.</param>
/// <param name="SampleSize">Rows drawn without replacement for each tree, 2 to 4,096; a tree is at most
/// ceil(log2(SampleSize)) splits deep. With fewer rows than this every tree sees all of them.</param>
/// <param name="Seed">The only source of chance: equal rows, settings and seed give an equal forest on every
/// machine.</param>
public sealed record ForestSettings(int Trees = 100, int SampleSize = 256, ulong Seed = 1)
{
    public const int MaxTrees = 10_000;
    public const int MaxSampleSize = 4_096;

    /// <summary>Trees times sample size (rounded up to a power of two): 128 MB in memory.</summary>
    public const int MaxLeaves = 1 << 22;

    /// <exception cref="ArgumentOutOfRangeException">A setting lies outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Trees, MaxTrees);
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SampleSize, MaxSampleSize);
        var leaves = (long)Trees * BitOperations.RoundUpToPowerOf2((uint)SampleSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaves, MaxLeaves);
    }
}
