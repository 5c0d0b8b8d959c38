using System.Collections.Concurrent;
using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Every generation of the log, by number: old ones are needed to word old decisions. The loop adds, any thread reads.
/// </summary>
/// <param name="load">Finds a model in the registry; throws when it is missing or not the one promoted.</param>
public sealed class Generations(FeatureSet features, Func<ModelReference, AnomalyModel> load)
{
    readonly ConcurrentDictionary<int, GenerationConfig> records = [];
    readonly ConcurrentDictionary<int, Generation> loaded = [];
    readonly ConcurrentDictionary<string, AnomalyModel> models = [];

    /// <summary>A model of the log could not be loaded: the generation, and why. Any thread may tell.</summary>
    public event Action<GenerationConfig, Exception>? ModelMissing;

    /// <summary>
    /// A generation of the log. Its model may be missing by now, and so may its record, which a repair gave up: what is
    /// decided has to be decided all the same, and what was decided to be read.
    /// </summary>
    public Generation Of(int number) => records.TryGetValue(number, out var config)
        ? loaded.GetOrAdd(number, _ => Open(config))
        : new(GenerationConfig.Lost(number), null, features);

    public IEnumerable<GenerationConfig> All => records.Values.OrderBy(r => r.Number);

    internal void Write(BinaryWriter to)
    {
        var configs = All.ToArray();
        to.Write(configs.Length);
        foreach (var config in configs)
        {
            var bytes = config.Encode();
            to.Write(bytes.Length);
            to.Write(bytes);
        }
    }

    /// <summary>What <see cref="Write"/> wrote, ascending.</summary>
    internal static GenerationConfig[] Read(BinaryReader from)
    {
        var configs = new GenerationConfig[from.ReadInt32()];
        foreach (ref var config in configs.AsSpan())
            config = GenerationConfig.Decode(from.ReadBytes(from.ReadInt32()));
        return configs;
    }

    internal void Note(GenerationConfig record) => records[record.Number] = record;

    /// <summary>Loads what a new generation needs, so that the loop only has to swap it in.</summary>
    /// <exception cref="InvalidDataException">Its features or its model do not fit this version.</exception>
    public Generation Compile(GenerationConfig record) => record.Features == features.Hash
        ? new(record, LoadModel(record), features)
        : throw new InvalidDataException(
            $"Generation {record.Number} was made for other features ({record.Features}) " +
            $"than this version computes ({features.Hash}).");

    Generation Open(GenerationConfig record)
    {
        try
        {
            return new(record, LoadModel(record), features);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ModelMissing?.Invoke(record, e);
            return new(record, null, features);
        }
    }

    AnomalyModel? LoadModel(GenerationConfig record)
    {
        if (record.Model is not { } reference)
            return null;
        var model = models.GetOrAdd(reference.Sha256, _ => load(reference));
        return model.FeatureSetHash == features.Hash && model.FeatureNames.SequenceEqual(features.ModelInputNames)
            ? model
            : throw new InvalidDataException(
                $"Model {reference.Name} {reference.Version} was trained on other features ({model.FeatureSetHash}) " +
                $"than this version computes ({features.Hash}).");
    }
}
