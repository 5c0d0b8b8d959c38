using System.Text.Json;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Generations of format 0, as the first version wrote them: without the times, which were a day for every one of them
/// but were not recorded.
/// </summary>
static class FirstGenerationFormat
{
    const long Day = 86_400_000;

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GenerationConfig Decode(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<Old>(bytes, Json) is { } old
            ? new(
                old.Number, old.Model, old.Review, old.Block, old.ModelFailed ?? old.FallbackDecision, old.Features,
                old.BaseCurrency, old.Rates, Day, Day)
            : throw new InvalidDataException("An empty generation.");

    sealed record Old(
        int Number, ModelReference? Model, double Review, double Block, DecisionKind? ModelFailed,
        DecisionKind FallbackDecision, string Features, string BaseCurrency,
        IReadOnlyDictionary<string, decimal> Rates);
}
