using System.Numerics;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Scoring.Trees;

/// <summary>
/// Grows random trees: at each node one feature, chosen evenly among those that still vary, is split at a point chosen
/// evenly between its smallest and largest value, until a row stands alone, nothing varies or the depth is reached.
/// </summary>
sealed class TreeBuilder
{
    readonly float[] rows;
    readonly int featureCount;
    readonly Xoshiro256 random;
    readonly int[] order;     // rows, shuffled further for every tree; the first sampleSize are its sample
    readonly int[] features;  // tried in random order at each node
    readonly int sampleSize;
    readonly int depth;
    readonly List<TreeNode> nodes = [];

    TreeBuilder(float[] rows, int featureCount, int sampleSize, ulong seed)
    {
        this.rows = rows;
        this.featureCount = featureCount;
        this.sampleSize = sampleSize;
        depth = BitOperations.Log2((uint)sampleSize - 1) + 1;
        random = new Xoshiro256(seed);
        order = [.. Enumerable.Range(0, rows.Length / featureCount)];
        features = [.. Enumerable.Range(0, featureCount)];
    }

    public static ForestTrees Grow(float[] rows, int featureCount, int sampleSize, ForestSettings settings)
    {
        var grower = new TreeBuilder(rows, featureCount, sampleSize, settings.Seed);
        var roots = new int[settings.Trees];
        for (var tree = 0; tree < roots.Length; tree++)
        {
            roots[tree] = grower.nodes.Count;
            grower.GrowNode(grower.DrawSample(), 0);
        }
        return new ForestTrees([.. grower.nodes], roots);
    }

    Span<int> DrawSample()
    {
        for (var i = 0; i < sampleSize; i++)
        {
            var j = i + (int)random.Below(order.Length - i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order.AsSpan(0, sampleSize);
    }

    void GrowNode(Span<int> sample, int level)
    {
        var at = nodes.Count;
        if (sample.Length == 1 || level == depth || !TryChooseSplit(sample, out var feature, out var threshold))
        {
            nodes.Add(TreeNode.Leaf(sample.Length, PathLength.OfLeaf(level, sample.Length)));
            return;
        }
        nodes.Add(default);
        var left = Partition(sample, feature, threshold);
        GrowNode(sample[..left], level + 1);
        var right = nodes.Count;
        GrowNode(sample[left..], level + 1);
        nodes[at] = TreeNode.Split(feature, threshold, right, nodes[at + 1], nodes[right]);
    }

    bool TryChooseSplit(ReadOnlySpan<int> sample, out int feature, out float threshold)
    {
        for (var untried = featureCount; untried > 0; untried--)
        {
            var pick = (int)random.Below(untried);
            feature = features[pick];
            (features[pick], features[untried - 1]) = (features[untried - 1], feature);
            var (min, max) = Range(sample, feature);
            if (min == max)
                continue;
            var point = min + random.NextDouble() * ((double)max - min);
            threshold = RoundDown(point < max ? point : min);
            return true;
        }
        feature = -1;
        threshold = 0;
        return false;
    }

    (float Min, float Max) Range(ReadOnlySpan<int> sample, int feature)
    {
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        foreach (var row in sample)
        {
            var value = rows[(long)row * featureCount + feature];
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        return (min, max);
    }

    int Partition(Span<int> sample, int feature, float threshold)
    {
        var left = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (rows[(long)sample[i] * featureCount + feature] <= threshold)
            {
                (sample[left], sample[i]) = (sample[i], sample[left]);
                left++;
            }
        }
        return left;
    }

    /// <summary>The largest float that is not above the value: a float32 lies at or below the one exactly when it lies
    /// at or below the other, so the scorer may compare in single precision.</summary>
    public static float RoundDown(double value)
    {
        var rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }
}
