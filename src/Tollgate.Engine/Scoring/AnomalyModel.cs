using System.Security.Cryptography;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Scoring;

/// <summary>
/// Scores transactions, says how unusual a score is, and why: what the registry keeps as one file. Inside is an
/// isolation forest with its risk scale, which nobody else need know. Immutable and safe to use from any number of
/// threads.
/// </summary>
public sealed class AnomalyModel
{
    const int FormatVersion = 1;

    readonly IsolationForest forest;
    string? hash;

    internal AnomalyModel(IsolationForest forest, RiskScale scale) => (this.forest, Scale) = (forest, scale);

    /// <summary>The kind of model, as in a decision's <c>scores</c>.</summary>
    public string Name { get; } = "isolation-forest";

    /// <summary>Version of the file format.</summary>
    public int Version { get; } = FormatVersion;

    /// <summary>Hash of the feature set that the columns were computed by; a model serves only that set.</summary>
    public required string FeatureSetHash { get; init; }

    /// <summary>The columns in order, one a feature of the forest.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>Start of the training period, event time in Unix milliseconds, inclusive.</summary>
    public required long TrainedFromMs { get; init; }

    /// <summary>End of the training period, event time in Unix milliseconds.</summary>
    public required long TrainedToMs { get; init; }

    /// <summary>Rows of the training period, of which the forest may have seen a sample.</summary>
    public required long TrainedRows { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The score of a usual row, from which <see cref="Explain"/> starts.</summary>
    public double UsualScore => forest.UsualScore;

    /// <summary>SHA-256 of the model's file, lower-case hex.</summary>
    public string Hash => hash ??= ComputeHash();

    internal RiskScale Scale { get; }

    /// <summary>How unusual a row is, in (0, 1): higher is more unusual. Allocates nothing.</summary>
    /// <param name="row">One value a feature; NaN = absent.</param>
    /// <exception cref="ArgumentException">The row has another number of values.</exception>
    public double Score(ReadOnlySpan<double> row) => forest.Score(row);

    /// <summary>The same scores, to the last bit, of many rows at once, which cost less each. Allocates
    /// nothing.</summary>
    /// <param name="rows">Row-major, as for a single row.</param>
    /// <param name="scores">Filled: one a row.</param>
    /// <exception cref="ArgumentException">There are not as many whole rows as scores.</exception>
    public void Score(ReadOnlySpan<double> rows, Span<double> scores) => forest.Score(rows, scores);

    /// <summary>A score on the risk scale: its quantile in the reference period, in (0, 1).</summary>
    public double RiskOf(double score) => Scale.Risk(score);

    /// <summary>
    /// What each feature adds to the score of a usual row; the contributions add up, in any order and to the last bit,
    /// to <c>Score(row) - UsualScore</c>.
    /// </summary>
    /// <param name="contributions">Filled: one a feature.</param>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions) => forest.Explain(row, contributions);

    /// <summary>The same contributions, to the last bit, of many rows at once, which cost less each. Allocates
    /// nothing.</summary>
    /// <param name="rows">Row-major, as for a single row.</param>
    /// <param name="contributions">Filled: one a feature of each row.</param>
    /// <exception cref="ArgumentException">They are not as many whole rows.</exception>
    public void ExplainMany(ReadOnlySpan<double> rows, Span<double> contributions) =>
        forest.ExplainMany(rows, contributions);

    /// <summary>The usual value of a feature, which stands for an absent one: its median in training.</summary>
    /// <param name="input">Position among <see cref="FeatureNames"/>.</param>
    public double UsualOf(int input) => forest.Medians[input];

    /// <summary>
    /// Trains on rows that fit in memory; the same rows are the reference of the risk scale. For a period that does not
    /// fit, take a <see cref="ReservoirSample"/> of it, train an <see cref="UncalibratedModel"/>, score the period, and
    /// calibrate.
    /// </summary>
    /// <param name="featureSetHash">Hash of the feature set.</param>
    /// <param name="featureNames">One a column.</param>
    /// <param name="rows">Row-major; NaN = absent.</param>
    /// <param name="settings">Trees, sample size, seed.</param>
    /// <param name="fromMs">Start of the training period, Unix milliseconds.</param>
    /// <param name="toMs">End of the training period, Unix milliseconds.</param>
    /// <exception cref="ArgumentException">As for <see cref="UncalibratedModel.Train"/>.</exception>
    public static AnomalyModel Train(string featureSetHash, IReadOnlyList<string> featureNames,
        ReadOnlySpan<double> rows, ForestSettings settings, long fromMs, long toMs)
    {
        var width = featureNames.Count;
        var model = UncalibratedModel.Train(featureSetHash, featureNames, rows, settings);
        var scores = new double[rows.Length / width];
        model.Score(rows[..(scores.Length * width)], scores);
        return model.Calibrate(scores, scores.Length, fromMs, toMs);
    }

    public void Write(Stream stream)
    {
        ChecksummedBlock.Write(stream, "TGMODEL\0"u8, FormatVersion, writer =>
        {
            writer.Write(Name);
            writer.Write(FeatureSetHash);
            writer.Write(TrainedFromMs);
            writer.Write(TrainedToMs);
            writer.Write(TrainedRows);
            writer.Write(Seed);
            writer.Write(FeatureNames.Count);
            foreach (var name in FeatureNames)
                writer.Write(name);
            writer.Flush();
            forest.Write(writer.BaseStream);
            Scale.Write(writer.BaseStream);
        });
    }

    /// <exception cref="InvalidDataException">The stream does not hold an undamaged model; the message says
    /// why.</exception>
    public static AnomalyModel Read(Stream stream) =>
        ChecksummedBlock.Read(stream, "TGMODEL\0"u8, FormatVersion, ReadContent);

    static AnomalyModel ReadContent(BinaryReader reader)
    {
        ChecksummedBlock.Check(reader.ReadString() == "isolation-forest", "The kind of model is not known here.");
        var featureSetHash = reader.ReadString();
        var (fromMs, toMs, rows) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var seed = reader.ReadUInt64();
        var names = ReadNames(reader);
        var forest = IsolationForest.Read(reader.BaseStream);
        ChecksummedBlock.Check(
            names.Length == forest.FeatureCount, "The features and their names differ in number.");
        return new AnomalyModel(forest, RiskScale.Read(reader.BaseStream))
        {
            FeatureSetHash = featureSetHash,
            TrainedFromMs = fromMs,
            TrainedToMs = toMs,
            TrainedRows = rows,
            Seed = seed,
            FeatureNames = names,
        };
    }

    static string[] ReadNames(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        ChecksummedBlock.Check(
            count is >= 1 and <= IsolationForest.MaxFeatures, "The number of features is out of range.");
        var names = new string[count];
        foreach (ref var name in names.AsSpan())
            name = reader.ReadString();
        return names;
    }

    string ComputeHash()
    {
        using var bytes = new MemoryStream();
        Write(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
