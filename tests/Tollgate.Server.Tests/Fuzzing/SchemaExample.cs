using System.Text.Json.Nodes;
using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>A document that a schema allows, out of values that the server knows.</summary>
sealed class SchemaExample(JsonObject schemas, KnownValues values, Random random)
{
    const int OptionalPercent = 75;

    public JsonNode? Of(JsonNode? schema, string? name = null)
    {
        if (schema is null)
            return null;
        if (name is not null && values.Of(name) is { } known)
            return known;
        if ((string?)schema["$ref"] is { } reference)
            return Of(schemas[reference.Split('/')[^1]], name);
        if (schema["oneOf"] is JsonArray choices)
            return Of(random.Of(choices.ToArray()), name);
        if (schema["enum"] is JsonArray names)
            return random.Of(names.ToArray())?.DeepClone();
        var types = schema["type"] is JsonArray several ? [.. several.Select(type => (string)type!)]
            : new[] { (string?)schema["type"] ?? "string" };
        return types[^1] switch
        {
            "object" => Members(schema),
            "array" => new JsonArray(
                [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Of(schema["items"]))]),
            "integer" => random.Next(100),
            "number" => random.NextDouble(),
            "boolean" => random.Chance(50),
            "null" => null,
            _ => "text",
        };
    }

    JsonObject Members(JsonNode schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        var made = new JsonObject();
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || random.Chance(OptionalPercent))
                made[name] = Of(member, name);
        }
        return made;
    }
}
