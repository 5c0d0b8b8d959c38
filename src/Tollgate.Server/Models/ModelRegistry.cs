using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Scoring;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Models;

/// <summary>What the registry says of one version of a model, beside the model itself.</summary>
/// <param name="Version">Counts from 1 for each name.</param>
/// <param name="Rows">Payments of the training period.</param>
/// <param name="Metrics">Named figures of the training report.</param>
sealed record ModelVersion(
    string Name,
    int Version,
    string Sha256,
    DateTimeOffset RegisteredAt,
    DateTimeOffset TrainedFrom,
    DateTimeOffset TrainedTo,
    long Rows,
    ulong Seed,
    string Features,
    IReadOnlyDictionary<string, double> Metrics)
{
    [JsonIgnore]
    public string Id => $"{Name}/{Version}";

    public ModelReference Reference => new(Name, Version, Sha256);
}

/// <summary>
/// The models of this gate: <c>models/NAME/VERSION/model.tgm</c> and <c>model.json</c>. A version is written aside and
/// renamed into place, so one that is there is whole, and on the disk before a generation of the log names it; it never
/// changes afterwards.
/// </summary>
sealed class ModelRegistry(Settings settings, TimeProvider clock)
{
    /// <summary>Ends the name of a version that is still being written, or was when the process died.</summary>
    const string Aside = ".new";

    static readonly JsonSerializerOptions Json = new(Http.ApiJson.Options) { WriteIndented = true };

    readonly string folder = Path.Combine(settings.DataFolder, "models");

    public IReadOnlyList<ModelVersion> List() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "model.json", SearchOption.AllDirectories)
            .Where(path => !Path.GetDirectoryName(path)!.EndsWith(Aside, StringComparison.Ordinal))
            .Select(path => JsonSerializer.Deserialize<ModelVersion>(File.ReadAllBytes(path), Json)!)
            .OrderBy(model => model.Name, StringComparer.Ordinal).ThenBy(model => model.Version)];

    public ModelVersion Register(AnomalyModel model, IReadOnlyDictionary<string, double> metrics)
    {
        var version = List().Where(m => m.Name == model.Name).Select(m => m.Version).DefaultIfEmpty().Max() + 1;
        var registered = new ModelVersion(
            model.Name, version, model.Hash, clock.GetUtcNow(),
            DateTimeOffset.FromUnixTimeMilliseconds(model.TrainedFromMs),
            DateTimeOffset.FromUnixTimeMilliseconds(model.TrainedToMs),
            model.TrainedRows, model.Seed, model.FeatureSetHash, metrics);
        var target = FolderOf(model.Name, version);
        var aside = target + Aside;
        Directory.CreateDirectory(aside);
        Write(aside, "model.tgm", model.Write);
        Write(aside, "model.json", file => JsonSerializer.Serialize(file, registered, Json));
        FolderFlush.ToDisk(aside);
        Directory.Move(aside, target);
        // The way down to it may be as new as the version itself.
        for (var above = Path.GetDirectoryName(target)!; ; above = Path.GetDirectoryName(above)!)
        {
            FolderFlush.ToDisk(above);
            if (above == settings.DataFolder)
                return registered;
        }
    }

    /// <exception cref="InvalidDataException">The model is missing, damaged, or not the promoted one.</exception>
    public AnomalyModel Load(ModelReference reference)
    {
        var path = Path.Combine(FolderOf(reference.Name, reference.Version), "model.tgm");
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"The log decides with {reference.Name} version {reference.Version}, but {path} is not there: " +
                "restore it from a copy.");
        }
        using var file = File.OpenRead(path);
        var model = AnomalyModel.Read(file);
        return model.Hash == reference.Sha256
            ? model
            : throw new InvalidDataException(
                $"{path} is not the model that was promoted (SHA-256 differs): restore it from a copy.");
    }

    static void Write(string folder, string name, Action<Stream> write)
    {
        using var file = File.Create(Path.Combine(folder, name));
        write(file);
        file.Flush(flushToDisk: true);
    }

    string FolderOf(string name, int version) => Path.Combine(folder, name, version.ToString());
}
