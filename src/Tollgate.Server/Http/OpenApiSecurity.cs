using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Http;

/// <summary>Says in the API description how to authenticate, and that refusals are problems.</summary>
static class OpenApiSecurity
{
    const string Bearer = "bearer";
    const string Signature = "signature";
    const string ProblemSchema = "Problem";

    public static Task Document(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tollgate",
            Version = "v1",
            Description =
                "Real-time fraud prevention for payments. Times are RFC 3339 in UTC; amounts are minor units.",
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "From POST /api/token.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Signature, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Tollgate-Signature",
            Description = """
                Lowercase hex HMAC-SHA256 over TOLLGATE-HMAC-SHA256, METHOD, raw request target, X-Tollgate-Timestamp
                (Unix seconds), X-Tollgate-Nonce (empty when none) and the lowercase hex SHA-256 of the body, joined by
                line feeds. X-Tollgate-Key names the key.
                """,
        });
        document.AddComponent<IOpenApiSchema>(ProblemSchema, Problem());
        return Task.CompletedTask;
    }

    public static Task Operation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var ways = new List<string>();
        if (metadata.OfType<SignedEndpoint>().Any())
            ways.AddRange([Signature, Bearer]);
        else if (metadata.OfType<IAuthorizeData>().Any())
            ways.Add(Bearer);
        operation.Security = [.. ways.Select(way => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(way, context.Document)] = [],
        })];
        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse
        {
            Description = "Refused",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(ProblemSchema, context.Document),
                },
            },
        });
        return Task.CompletedTask;
    }

    static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "urn:tollgate:problem:CODE" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Field → what is wrong with it.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
            ["trace_id"] = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };
}
