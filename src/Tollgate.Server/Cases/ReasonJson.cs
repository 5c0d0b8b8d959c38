using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Http;

namespace Tollgate.Server.Cases;

/// <summary>One reason of a decision.</summary>
/// <param name="Code">Name of the feature.</param>
/// <param name="Text">In an analyst's words, with what is usual behind "; usual: ".</param>
/// <param name="Contribution">Signed share of the score; above zero it raises the risk.</param>
sealed record Reason(string Code, string Text, double Contribution);

/// <summary>
/// Reasons as JSON text, which is how they are kept: what was said to the analyst does not change when a later model
/// finds other values usual, and a list needs no parsing.
/// </summary>
[JsonConverter(typeof(ReasonJsonConverter))]
readonly record struct ReasonJson(string Text)
{
    public static string Of(IEnumerable<Reason> reasons) => JsonSerializer.Serialize(reasons, Json.Options);

    public static string Of(Decision decision, Generation made)
    {
        if (decision.ReasonCount == 0) return "[]";
        var set = made.Features;
        var values = new double[decision.FeatureCount];
        decision.ReadFeatures(set, values);
        var reasons = decision.ReadReasons();
        return Of(reasons.Select(reason => new Reason(
            set.Features[reason.Feature].Name,
            ReasonText.Of(
                set.Features[reason.Feature], values[reason.Feature], UsualValues.Of(made, reason.Feature), made.Record.BaseCurrency),
            reason.Contribution)));
    }
}

sealed class ReasonJsonConverter : JsonConverter<ReasonJson>
{
    public override ReasonJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return new(json.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, ReasonJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
