using System.Text.Json;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Decisions;

/// <summary>Names one version of a model in the registry, and the bytes it must have.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Sha256">Lower-case hex of the model's file.</param>
public sealed record ModelReference(string Name, int Version, string Sha256);

/// <summary>
/// A configuration that takes effect at one record of the log, as that record holds it: all that the decisions behind
/// it depend on besides the events. Immutable.
/// </summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Model">The champion, or null before the first model.</param>
/// <param name="Review">From this risk on a payment goes to an analyst.</param>
/// <param name="Block">From this risk on a payment is blocked.</param>
/// <param name="FallbackDecision">What is answered when the model cannot score.</param>
/// <param name="Features">Hash of the feature set.</param>
/// <param name="Rates">Units of the base currency for one unit of a currency.</param>
/// <param name="IdempotencyWindow">
/// How long an id is remembered, and an event may lag behind the watermark, ms.
/// </param>
/// <param name="Lateness">How far behind its entity's newest event an event is counted exactly, ms.</param>
public sealed record GenerationConfig(
    int Number,
    ModelReference? Model,
    double Review,
    double Block,
    DecisionKind FallbackDecision,
    string Features,
    string BaseCurrency,
    IReadOnlyDictionary<string, decimal> Rates,
    long IdempotencyWindow,
    long Lateness)
{
    internal const byte Format = 1;

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    static readonly IReadOnlyDictionary<string, decimal> Empty = new Dictionary<string, decimal>();

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">It is of a format that a later version writes.</exception>
    internal static GenerationConfig Of(LogRecord record) => record.Format switch
    {
        0 => FirstGenerationFormat.Decode(record.Payload),
        Format => Decode(record.Payload),
        _ => throw new InvalidDataException(
            $"Generations of format {record.Format} are of a later version; this one reads {Format}."),
    };

    /// <summary>Stands for one whose record is gone: nothing is known of it but the number.</summary>
    internal static GenerationConfig Lost(int number) => new(
        number, Model: null, Review: 1, Block: 1, DecisionKind.Review, Features: "", BaseCurrency: "EUR", Empty,
        IdempotencyWindow: 0, Lateness: 0);

    internal static GenerationConfig Decode(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<GenerationConfig>(bytes, Json)
        ?? throw new InvalidDataException("An empty generation.");

    /// <summary>Whether the two decide alike; the number does not count.</summary>
    public bool DecidesLike(GenerationConfig other) =>
        (this with { Number = 0, Rates = Empty }) == (other with { Number = 0, Rates = Empty })
        && Rates.Count == other.Rates.Count
        && Rates.All(r => other.Rates.TryGetValue(r.Key, out var rate) && rate == r.Value);
}

/// <summary>A generation with its model loaded and its rates compiled: what the decision loop reads.</summary>
/// <param name="model">Null where it has none, and where it could not be loaded.</param>
public sealed class Generation(GenerationConfig config, AnomalyModel? model, FeatureSet features)
{
    /// <summary>Whether it names a model that is not there: its payments get the configured decision.</summary>
    public bool ModelIsMissing => Config.Model is not null && Model is null;

    /// <summary>Whether another set of features decided than this version computes.</summary>
    public bool HasOtherFeatures => Config.Features != Features.Hash;

    public GenerationConfig Config { get; } = config;
    public AnomalyModel? Model { get; } = model;
    public FeatureSet Features { get; } = features;
    public CurrencyRates Rates { get; } = new(config.BaseCurrency, config.Rates);
}
