using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Live;

/// <summary>One kind of event of the live feed, registered by the feature that publishes it.</summary>
/// <param name="Name">The event's name in the stream.</param>
/// <param name="Data">Shape of its data.</param>
/// <param name="Text">When it is sent, for the API's description.</param>
sealed record LiveEventKind(string Name, Type Data, string Text)
{
    /// <summary>Describes an event of the stream as one of all kinds that are registered.</summary>
    public static async Task Describe(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type != typeof(LiveEvent))
            return;
        schema.Description = "One event of the stream: the value of each of its lines, and of data the JSON.";
        schema.Type = null;
        schema.Required = null;
        schema.Properties = null;
        schema.OneOf = [];
        foreach (var kind in context.ApplicationServices.GetServices<LiveEventKind>().OrderBy(kind => kind.Name))
        {
            schema.OneOf.Add(new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = kind.Text,
                Required = new HashSet<string> { "event", "data" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["event"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [kind.Name] },
                    ["data"] = await context.GetOrCreateSchemaAsync(kind.Data, null, cancellation),
                    ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For Last-Event-ID." },
                },
            });
        }
    }
}
