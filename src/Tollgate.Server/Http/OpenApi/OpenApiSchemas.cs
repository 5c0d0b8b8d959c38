using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>
/// Says of the shapes what the framework cannot see behind a converter or does not look at: times, the words that a
/// text may be, fields that are left out instead of null.
/// </summary>
static class OpenApiSchemas
{
    /// <summary>The name of a shape in the description; null for one that is written out where it is used.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        OneOf.IsOne(type.Type) || IsHidden(type.Type)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static async Task Complete(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String | (type == context.JsonTypeInfo.Type ? default : JsonSchemaType.Null);
        else if (type == typeof(JsonElement))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;
        else if (type.IsEnum)
            Words(schema);
        var shape = type.GetCustomAttribute<DescribedAsAttribute>()?.Shape ?? type;
        if (OneOf.IsOne(shape))
            await Choose(schema, shape.GetGenericArguments(), context, cancellation);
        else if (shape != type)
            await Repeat(schema, shape.GetElementType()!, context, cancellation);
        if (context.JsonTypeInfo.ElementType is { } element && IsHidden(element))
            await Repeat(schema, element, context, cancellation);
        Fields(schema, context.JsonTypeInfo);
        if (context.JsonPropertyInfo is { } property)
            Field(schema, property);
    }

    // What the framework leaves empty, and does not ask about again where it stands in an array or a dictionary.
    static bool IsHidden(Type type) => type == typeof(JsonElement) || type.IsDefined(typeof(DescribedAsAttribute));

    // That a field may be null is said where the field is, not by the words of the enum.
    static void Words(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. schema.Enum?.Where(word => word?.GetValueKind() == JsonValueKind.String) ?? []];
    }

    static async Task Repeat(
        OpenApiSchema schema, Type item, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var each = await context.GetOrCreateSchemaAsync(item, null, cancellation);
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary)
        {
            schema.AdditionalProperties = each;
            return;
        }
        schema.Type = (schema.Type ?? default) | JsonSchemaType.Array;
        schema.Items = each;
    }

    static async Task Choose(
        OpenApiSchema schema, Type[] shapes, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        schema.Type = null;
        schema.Description = null;
        schema.OneOf = [];
        foreach (var shape in shapes)
            schema.OneOf.Add(await context.GetOrCreateSchemaAsync(shape, null, cancellation));
    }

    static void Fields(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        // Only what is sent to the gate may hold no other field: answers grow, and their readers must bear it.
        if (!type.Type.Name.EndsWith("Request", StringComparison.Ordinal))
            schema.AdditionalPropertiesAllowed = true;
        foreach (var property in type.Properties.Where(IsLeftOut))
            schema.Required?.Remove(property.Name);
    }

    static void Field(OpenApiSchema schema, JsonPropertyInfo property)
    {
        if (IsLeftOut(property))
        {
            schema.Type &= ~JsonSchemaType.Null;
            // The framework's own mark, from which it makes "null or this shape".
            schema.Metadata?.Remove("x-is-nullable-property");
        }
        if (property.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), false) is not
            [AllowedValuesAttribute allowed])
        {
            return;
        }
        var words = schema.Items as OpenApiSchema ?? schema;
        words.Enum = [.. allowed.Values.Select(word => (JsonNode)(string)word!)];
        if (words.Type?.HasFlag(JsonSchemaType.Null) == true)
            words.Enum.Add(JsonNullSentinel.JsonNull);
    }

    static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false) is
            [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
