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

    public Generation Of(int number) => loaded.GetOrAdd(number, n => Compile(records[n]));

    public IEnumerable<GenerationConfig> All => records.Values.OrderBy(r => r.Number);

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
