using System.Runtime.CompilerServices;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Scoring.Trees;

/// <summary>
/// An isolation forest (Liu, Ting, Zhou, "Isolation Forest", ICDM 2008): rows that random splits isolate early are
/// unusual. Immutable and safe to use from any number of threads. The same forest gives the same bits on every
/// machine: see <see cref="PackedTrees"/>, <see cref="PathLength"/> and <see cref="PortableMath.Exp2"/>.
/// </summary>
sealed class IsolationForest
{
    public const int MaxFeatures = 4_096;

    /// <summary>Rows that walk a group of trees together, and the keys of them at most, which lie on the
    /// stack.</summary>
    const int RowsTogether = 64, RowsExplainedTogether = 32, MaxKeys = 1 << 13;

    const double Grain = 1.0 / (1L << 52);

    readonly PackedTrees packed;
    readonly double[] medians;
    readonly double averagePath;    // c(n) of the sample size
    readonly double exponentPerLength;
    readonly long usualLength;      // sum over the trees of the mean path length at the root

    IsolationForest(ForestTrees trees, double[] medians, double averagePath)
    {
        Trees = trees;
        this.medians = medians;
        this.averagePath = averagePath;
        packed = trees.Pack();
        exponentPerLength = -1 / (averagePath * trees.Roots.Length * PathLength.Edge);
        foreach (var root in trees.Roots)
            usualLength += trees.Nodes[root].Length;
        UsualScore = ToScore(usualLength);
    }

    public int FeatureCount => medians.Length;
    public int TreeCount => Trees.Roots.Length;

    internal ForestTrees Trees { get; }

    /// <summary>The median of each feature over the training rows that have it, 0 when none has: the usual value,
    /// which stands for an absent one.</summary>
    public ReadOnlySpan<double> Medians => medians;

    /// <summary>The score of the mean path length of the training rows: where <see cref="Explain"/> starts
    /// from.</summary>
    public double UsualScore { get; }

    /// <param name="rows">Row-major, <paramref name="featureCount"/> values a row, at least two rows. NaN = absent:
    /// the feature's median is used. Values are compared as float32; what lies beyond its range counts as its
    /// end.</param>
    /// <param name="featureCount">Values a row, 1 to <see cref="MaxFeatures"/>.</param>
    /// <param name="settings">Trees, sample size, seed.</param>
    /// <exception cref="ArgumentException">The rows are not whole rows, or fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting or the number of features is out of range.</exception>
    public static IsolationForest Train(ReadOnlySpan<double> rows, int featureCount, ForestSettings settings)
    {
        settings.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(featureCount, MaxFeatures);
        if (rows.Length % featureCount != 0 || rows.Length / featureCount < 2)
            throw new ArgumentException("An isolation forest is trained on at least two whole rows.", nameof(rows));
        var sampleSize = Math.Min(settings.SampleSize, rows.Length / featureCount);
        var filled = MedianImputation.Fill(rows, featureCount, out var medians);
        var trees = TreeBuilder.Grow(filled, featureCount, sampleSize, settings);
        return new IsolationForest(trees, medians, PathLength.Average(sampleSize));
    }

    /// <summary>A forest grown elsewhere. Thresholds are doubles there, compared with values cast to float32.</summary>
    internal static IsolationForest FromTrees(ForestTrees trees, double[] medians, int sampleSize) =>
        new(trees, medians, PathLength.Average(sampleSize));

    /// <summary>
    /// 2^(-E[h] / c(n)), in (0, 1): higher is more anomalous, about 0.5 is usual. Rounded to a multiple of 2^-52, so
    /// that contributions can add up exactly. Allocates nothing.
    /// </summary>
    /// <param name="row">One value a feature; NaN = absent, takes the median.</param>
    /// <exception cref="ArgumentException">The row has another number of values.</exception>
    public double Score(ReadOnlySpan<double> row)
    {
        CheckLength(row.Length, nameof(row));
        var score = 0d;
        Score(row, new Span<double>(ref score));
        return score;
    }

    /// <summary>The same scores, to the last bit, of many rows at once, which cost less each. Allocates
    /// nothing.</summary>
    /// <param name="rows">Row-major, as for a single row.</param>
    /// <param name="scores">Filled: one a row.</param>
    /// <exception cref="ArgumentException">There are not as many whole rows as scores.</exception>
    public void Score(ReadOnlySpan<double> rows, Span<double> scores)
    {
        var width = medians.Length;
        if (rows.Length != (long)scores.Length * width)
        {
            throw new ArgumentException(
                $"{scores.Length} rows of {width} values are {(long)scores.Length * width}, not {rows.Length}.",
                nameof(rows));
        }
        var together = Math.Clamp(MaxKeys / width, 1, RowsTogether);
        for (; scores.Length > together; scores = scores[together..])
        {
            ScoreBlock(rows[..(together * width)], scores[..together]);
            rows = rows[(together * width)..];
        }
        ScoreBlock(rows, scores);
    }

    [SkipLocalsInit]
    void ScoreBlock(ReadOnlySpan<double> rows, Span<double> scores)
    {
        var width = medians.Length;
        Span<long> keys = stackalloc long[rows.Length];
        Span<long> sums = stackalloc long[scores.Length];
        for (var from = 0; from < rows.Length; from += width)
            ToKeys(rows.Slice(from, width), keys.Slice(from, width));
        packed.Sum(keys, width, sums);
        for (var row = 0; row < sums.Length; row++)
            scores[row] = ToScore(sums[row]);
    }

    /// <summary>
    /// What each feature adds to the score of a usual row; positive raises it. The contributions are multiples of 2^-52
    /// and add up, in any order and to the last bit, to <c>Score(row) - UsualScore</c>.
    /// </summary>
    /// <remarks>
    /// Path attribution (A. Saabas, "Interpreting random forests", 2014; "approximate" contributions of
    /// treeinterpreter and XGBoost): each step from a node to its child changes the mean path length of the training
    /// rows there, and that change is credited to the feature of the split. The changes of a row add up to its path
    /// length less that of the roots. They are scaled to the score by the slope of the chord between the usual score
    /// and the row's, and what rounding leaves (some 2^-52) goes to the feature with the largest contribution.
    /// </remarks>
    /// <param name="row">As for <see cref="Score(ReadOnlySpan{double})"/>.</param>
    /// <param name="contributions">Filled: one a feature, in the score's unit.</param>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        CheckLength(row.Length, nameof(row));
        CheckLength(contributions.Length, nameof(contributions));
        ExplainBlock(row, contributions);
    }

    /// <summary>The same contributions, to the last bit, of many rows at once, which cost less each. Allocates
    /// nothing.</summary>
    /// <param name="rows">Row-major, as for a single row.</param>
    /// <param name="contributions">Filled: one a feature of each row.</param>
    /// <exception cref="ArgumentException">They are not as many whole rows.</exception>
    public void ExplainMany(ReadOnlySpan<double> rows, Span<double> contributions)
    {
        var width = medians.Length;
        if (rows.Length % width != 0)
            throw new ArgumentException($"{rows.Length} values are not whole rows of {width}.", nameof(rows));
        if (contributions.Length != rows.Length)
        {
            throw new ArgumentException(
                $"{rows.Length} values have as many contributions, not {contributions.Length}.", nameof(contributions));
        }
        var together = width * Math.Clamp(MaxKeys / width, 1, RowsExplainedTogether);
        for (; rows.Length > 0; rows = rows[together..], contributions = contributions[together..])
        {
            together = Math.Min(together, rows.Length);
            ExplainBlock(rows[..together], contributions[..together]);
        }
    }

    [SkipLocalsInit]
    void ExplainBlock(ReadOnlySpan<double> rows, Span<double> contributions)
    {
        var width = medians.Length;
        Span<long> keys = stackalloc long[rows.Length];
        Span<long> changes = stackalloc long[rows.Length];
        for (var from = 0; from < rows.Length; from += width)
            ToKeys(rows.Slice(from, width), keys.Slice(from, width));
        packed.Attribute(keys, width, changes);
        for (var from = 0; from < rows.Length; from += width)
            ToContributions(changes.Slice(from, width), contributions.Slice(from, width));
    }

    void ToContributions(ReadOnlySpan<long> changes, Span<double> contributions)
    {
        var length = usualLength;
        foreach (var change in changes)
            length += change;
        var score = ToScore(length);
        var scale = SlopePerLength(score, length) / Grain;
        var rest = (long)((score - UsualScore) / Grain);
        var largest = 0;
        for (var i = 0; i < changes.Length; i++)
        {
            if (Math.Abs(changes[i]) > Math.Abs(changes[largest]))
                largest = i;
            var grains = Math.Round(changes[i] * scale);
            contributions[i] = grains * Grain;
            rest -= (long)grains;
        }
        contributions[largest] += rest * Grain;
    }

    public void Write(Stream stream) => ChecksummedBlock.Write(stream, "TGFOREST"u8, 1, writer =>
    {
        writer.Write(medians.Length);
        foreach (var median in medians)
            writer.Write(median);
        writer.Write(averagePath);
        Trees.Write(writer);
    });

    /// <exception cref="InvalidDataException">The stream does not hold an undamaged forest; the message says
    /// why.</exception>
    public static IsolationForest Read(Stream stream) => ChecksummedBlock.Read(stream, "TGFOREST"u8, 1, reader =>
    {
        var featureCount = reader.ReadInt32();
        ChecksummedBlock.Check(featureCount is >= 1 and <= MaxFeatures, "The number of features is out of range.");
        var medians = new double[featureCount];
        foreach (ref var median in medians.AsSpan())
            median = reader.ReadDouble();
        ChecksummedBlock.Check(!Array.Exists(medians, double.IsNaN), "A median is not a number.");
        var averagePath = reader.ReadDouble();
        ChecksummedBlock.Check(averagePath is >= 1 and <= 100, "The average path length is out of range.");
        return new IsolationForest(ForestTrees.Read(reader, featureCount), medians, averagePath);
    });

    void ToKeys(ReadOnlySpan<double> row, Span<long> keys)
    {
        for (var i = 0; i < row.Length; i++)
            keys[i] = PackedTrees.Key((float)(double.IsNaN(row[i]) ? medians[i] : row[i]));
    }

    // Adding 1 rounds to a multiple of 2^-52; the subtraction is exact.
    internal double ToScore(long length) => PortableMath.Exp2(length * exponentPerLength) + 1 - 1;

    /// <summary>The chord; near the usual score, where its ends would cancel, the tangent.</summary>
    double SlopePerLength(double score, long length)
    {
        const double ln2 = 0.6931471805599453;
        var difference = length - usualLength;
        return Math.Abs(difference * exponentPerLength) < 1e-6
            ? UsualScore * ln2 * exponentPerLength
            : (score - UsualScore) / difference;
    }

    void CheckLength(int length, string name)
    {
        if (length != medians.Length)
            throw new ArgumentException($"A row has {medians.Length} values here, not {length}.", name);
    }
}
