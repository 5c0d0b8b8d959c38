using System.Security.Cryptography;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Scoring;

/// <summary>An isolation forest with its risk scale and where it comes from: what the registry keeps as one
/// file.</summary>
public sealed class AnomalyModel
{
    const int FormatVersion = 1;

    string? hash;

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
    public required IsolationForest Forest { get; init; }
    public required RiskScale Scale { get; init; }

    /// <summary>SHA-256 of the model's file, lower-case hex.</summary>
    public string Hash => hash ??= ComputeHash();

    /// <summary>The forest's score on the risk scale, in (0, 1).</summary>
    /// <param name="row">One value a feature; NaN = absent.</param>
    public double Risk(ReadOnlySpan<double> row) => Scale.Risk(Forest.Score(row));

    /// <summary>
    /// Trains on rows that fit in memory; the same rows are the reference of the risk scale. For a period that does not
    /// fit: a <see cref="ReservoirSample"/> of it, <see cref="IsolationForest.Train"/>, a second pass of
    /// <see cref="IsolationForest.Score"/>, <see cref="RiskScale.Fit"/>, and an object initializer.
    /// </summary>
    /// <param name="featureSetHash">Hash of the feature set.</param>
    /// <param name="featureNames">One a column.</param>
    /// <param name="rows">Row-major; NaN = absent.</param>
    /// <param name="settings">Trees, sample size, seed.</param>
    /// <param name="fromMs">Start of the training period, Unix milliseconds.</param>
    /// <param name="toMs">End of the training period, Unix milliseconds.</param>
    /// <exception cref="ArgumentException">As for <see cref="IsolationForest.Train"/>.</exception>
    public static AnomalyModel Train(string featureSetHash, IReadOnlyList<string> featureNames,
        ReadOnlySpan<double> rows, ForestSettings settings, long fromMs, long toMs)
    {
        var width = featureNames.Count;
        var forest = IsolationForest.Train(rows, width, settings);
        var scores = new double[rows.Length / width];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = forest.Score(rows.Slice(i * width, width));
        return new AnomalyModel
        {
            FeatureSetHash = featureSetHash,
            FeatureNames = [.. featureNames],
            TrainedFromMs = fromMs,
            TrainedToMs = toMs,
            TrainedRows = scores.Length,
            Seed = settings.Seed,
            Forest = forest,
            Scale = RiskScale.Fit(scores),
        };
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
            Forest.Write(writer.BaseStream);
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
        var model = new AnomalyModel
        {
            FeatureSetHash = reader.ReadString(),
            TrainedFromMs = reader.ReadInt64(),
            TrainedToMs = reader.ReadInt64(),
            TrainedRows = reader.ReadInt64(),
            Seed = reader.ReadUInt64(),
            FeatureNames = ReadNames(reader),
            Forest = IsolationForest.Read(reader.BaseStream),
            Scale = RiskScale.Read(reader.BaseStream),
        };
        ChecksummedBlock.Check(model.FeatureNames.Count == model.Forest.FeatureCount,
            "The features and their names differ in number.");
        return model;
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
