using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

/// <summary>
/// Reasons as JSON text, which is how they are kept: what was said to the analyst does not change when a later model
/// finds other values usual, and a list needs no parsing.
/// </summary>
[JsonConverter(typeof(ReasonJsonConverter))]
readonly record struct ReasonJson(string Text)
{
    public static string Of(IEnumerable<Reason> reasons) => JsonSerializer.Serialize(reasons, ApiJson.Options);

    public static string Of(Decision decision, Generation made) => Of(Reason.Of(decision, made));

    /// <summary>Describes what the text holds, which the API description cannot read from the type.</summary>
    public static async Task Describe(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type != typeof(ReasonJson))
            return;
        schema.Type = JsonSchemaType.Array;
        schema.Items = await context.GetOrCreateSchemaAsync(typeof(Reason), null, cancellation);
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
