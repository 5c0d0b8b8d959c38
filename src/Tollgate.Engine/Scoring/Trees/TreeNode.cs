using System.Runtime.InteropServices;

namespace Tollgate.Engine.Scoring.Trees;

/// <summary>
/// A node of a tree stored in preorder: the left child is the next node, the right child is at <c>Right</c>.
/// A leaf has feature -1.
/// </summary>
/// <param name="Feature">Which feature a split looks at.</param>
/// <param name="Threshold">A value up to this goes left.</param>
/// <param name="Right">Index of the right child.</param>
/// <param name="Samples">Training rows that reached the node.</param>
/// <param name="Length">Fixed-point path length of a leaf; of a split the mean over the training rows below it.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct TreeNode(int Feature, float Threshold, int Right, int Samples, long Length)
{
    public bool IsLeaf => Feature < 0;

    public static TreeNode Leaf(int samples, long length) => new(-1, 0, 0, samples, length);

    public static TreeNode Split(int feature, float threshold, int right, TreeNode below, TreeNode above)
    {
        var samples = below.Samples + above.Samples;
        var length = ((Int128)below.Length * below.Samples + (Int128)above.Length * above.Samples) / samples;
        return new(feature, threshold, right, samples, (long)length);
    }
}
