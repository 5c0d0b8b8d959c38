namespace Tollgate.Engine.Scoring.Trees;

/// <summary>The trees of a forest as they are grown and stored: all nodes in one array, each tree in
/// preorder.</summary>
sealed class ForestTrees(TreeNode[] nodes, int[] roots)
{
    public const int MaxDepth = 12;

    public ReadOnlySpan<TreeNode> Nodes => nodes;
    public ReadOnlySpan<int> Roots => roots;

    /// <summary>The longest path in edges, at least 1 so that a forest of bare roots has a shape too.</summary>
    public int Depth()
    {
        var deepest = 1;
        foreach (var root in roots)
            deepest = Math.Max(deepest, Deepest(root));
        return deepest;

        int Deepest(int at) => nodes[at].IsLeaf ? 0 : 1 + Math.Max(Deepest(at + 1), Deepest(nodes[at].Right));
    }

    public PackedTrees Pack()
    {
        var packed = new PackedTrees(roots.Length, Depth());
        for (var tree = 0; tree < roots.Length; tree++)
            Place(tree, roots[tree], 1, 0);
        return packed;

        void Place(int tree, int at, int slot, int level)
        {
            var node = nodes[at];
            if (node.IsLeaf)
            {
                packed.SetLeaf(tree, slot, level, node.Length);
                return;
            }
            packed.SetSplit(tree, slot, node.Feature, node.Threshold);
            packed.SetChange(tree, 2 * slot, nodes[at + 1].Length - node.Length);
            packed.SetChange(tree, 2 * slot + 1, nodes[node.Right].Length - node.Length);
            Place(tree, at + 1, 2 * slot, level + 1);
            Place(tree, node.Right, 2 * slot + 1, level + 1);
        }
    }

    /// <summary>Splits are a feature and a threshold, leaves a sample count and a length; preorder says the
    /// rest.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(roots.Length);
        writer.Write(nodes.Length);
        foreach (var node in nodes)
        {
            writer.Write((short)node.Feature);
            if (node.IsLeaf)
            {
                writer.Write(node.Samples);
                writer.Write(node.Length);
            }
            else
            {
                writer.Write(node.Threshold);
            }
        }
    }

    /// <exception cref="InvalidDataException">The nodes do not form trees over these features.</exception>
    public static ForestTrees Read(BinaryReader reader, int featureCount)
    {
        var trees = reader.ReadInt32();
        var count = reader.ReadInt32();
        ChecksummedBlock.Check(trees is >= 1 and <= ForestSettings.MaxTrees, "The number of trees is out of range.");
        ChecksummedBlock.Check(count >= trees && count <= reader.BaseStream.Length / 6,
            "The number of nodes is out of range.");
        var nodes = new TreeNode[count];
        var roots = new int[trees];
        var next = 0;
        for (var tree = 0; tree < trees; tree++)
        {
            roots[tree] = next;
            ReadNode(0);
        }
        ChecksummedBlock.Check(next == count, "There are fewer nodes than the forest announces.");
        var read = new ForestTrees(nodes, roots);
        ChecksummedBlock.Check((long)trees << read.Depth() <= ForestSettings.MaxLeaves, "The forest is too large.");
        return read;

        void ReadNode(int level)
        {
            ChecksummedBlock.Check(next < count, "There are more nodes than the forest announces.");
            var at = next++;
            var feature = reader.ReadInt16();
            ChecksummedBlock.Check(
                feature >= -1 && feature < featureCount, "A split uses a feature that does not exist.");
            if (feature < 0)
            {
                nodes[at] = ReadLeaf(reader);
                return;
            }
            ChecksummedBlock.Check(level < MaxDepth, "A tree is too deep.");
            var threshold = reader.ReadSingle();
            ChecksummedBlock.Check(!float.IsNaN(threshold), "A threshold is not a number.");
            ReadNode(level + 1);
            var right = next;
            ReadNode(level + 1);
            nodes[at] = TreeNode.Split(feature, threshold, right, nodes[at + 1], nodes[right]);
        }
    }

    static TreeNode ReadLeaf(BinaryReader reader)
    {
        var samples = reader.ReadInt32();
        var length = reader.ReadInt64();
        ChecksummedBlock.Check(samples is >= 1 and <= 1 << 18, "A leaf holds an impossible number of rows.");
        ChecksummedBlock.Check(
            length is >= PathLength.Edge and <= PathLength.Longest, "A path length is out of range.");
        return TreeNode.Leaf(samples, length);
    }
}
