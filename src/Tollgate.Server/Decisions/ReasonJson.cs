using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Decisions;

// Reasons as JSON text, which is how they are kept: what was said to the analyst does not change when a later model
// finds other values usual, and a list needs no parsing.

/// <summary>Why the payment stands out, strongest first.</summary>
[JsonConverter(typeof(ReasonJsonConverter))]
[DescribedAs(typeof(Reason[]))]
readonly record struct ReasonJson(string Text)
{
    public static string Of(IEnumerable<Reason> reasons) => JsonSerializer.Serialize(reasons, ApiJson.Options);

    /// <summary>The reasons of both texts, those of the first before those of the second.</summary>
    public static string Joined(string first, string second) =>
        first == "[]" ? second : second == "[]" ? first : $"{first[..^1]},{second[1..]}";

    public static string Of(Transaction transaction, Decision decision, Generation made) =>
        Of(Reason.Of(transaction, decision, made));
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
