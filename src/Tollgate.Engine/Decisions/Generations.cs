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

    /// <exception cref="InvalidDataException">The log knows no such generation, or its model is missing.</exception>
    public Generation Of(int number) => loaded.GetOrAdd(number, n => Compile(records.TryGetValue(n, out var config)
        ? config
        : throw new InvalidDataException($"The log no longer keeps generation {n}.")));

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

    /// <summary>Loads what a generation needs, so that the loop only has to swap it in.</summary>
    public Generation Compile(GenerationConfig record)
    {
        if (record.Features != features.Hash)
        {
            throw new InvalidDataException(
                $"Generation {record.Number} was made for other features ({record.Features}) " +
                $"than this version computes ({features.Hash}).");
        }

        var model = record.Model is { } reference ? models.GetOrAdd(reference.Sha256, _ => load(reference)) : null;
        return new(record, model, features);
    }
}
