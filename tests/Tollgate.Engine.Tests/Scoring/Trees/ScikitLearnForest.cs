using System.Text.Json;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring.Trees;

/// <summary>A forest as scikit-learn's arrays describe it, with the scores scikit-learn gave to the first
/// rows.</summary>
sealed record ScikitLearnForest(double[] Scores, IReadOnlyList<ScikitLearnForest.Tree> Trees)
{
    public sealed record Tree(int[] Feature, double?[] Threshold, int[] Left, int[] Right, int[] Samples);

    public static ScikitLearnForest Read(string set)
    {
        using var stream = ReferenceSets.Open($"iforest/{set}.json.gz");
        using var json = JsonDocument.Parse(stream);
        var trees = json.RootElement.GetProperty("trees").EnumerateArray().Select(tree => new Tree(
            tree.GetProperty("feature").Deserialize<int[]>()!,
            tree.GetProperty("threshold").Deserialize<double?[]>()!,
            tree.GetProperty("left").Deserialize<int[]>()!,
            tree.GetProperty("right").Deserialize<int[]>()!,
            tree.GetProperty("n_node_samples").Deserialize<int[]>()!));
        return new(json.RootElement.GetProperty("score_samples").Deserialize<double[]>()!, [.. trees]);
    }

    public IsolationForest ToForest(int featureCount)
    {
        List<TreeNode> nodes = [];
        List<int> roots = [];
        foreach (var tree in Trees)
        {
            roots.Add(nodes.Count);
            Add(tree, 0, 0);
        }
        var grown = new ForestTrees([.. nodes], [.. roots]);
        return IsolationForest.FromTrees(grown, new double[featureCount], sampleSize: 256);

        void Add(Tree tree, int from, int level)
        {
            var at = nodes.Count;
            if (tree.Left[from] < 0)
            {
                nodes.Add(TreeNode.Leaf(tree.Samples[from], PathLength.OfLeaf(level, tree.Samples[from])));
                return;
            }
            nodes.Add(default);
            Add(tree, tree.Left[from], level + 1);
            var right = nodes.Count;
            Add(tree, tree.Right[from], level + 1);
            var threshold = TreeBuilder.RoundDown(tree.Threshold[from]!.Value);
            nodes[at] = TreeNode.Split(tree.Feature[from], threshold, right, nodes[at + 1], nodes[right]);
        }
    }
}
