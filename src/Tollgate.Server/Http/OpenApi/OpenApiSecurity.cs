using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>Says in the API description what it is about, in which order to read it, and how to authenticate.</summary>
static class OpenApiSecurity
{
    const string Bearer = "bearer";
    const string Signature = "signature";

    static readonly (string Name, string Text)[] Tags =
    [
        ("Decisions", "Payments in, decisions out."),
        ("Labels", "What payments turned out to be: models learn from it."),
        ("Cases", "Risky payments, one case a user, and the work of analysts on them."),
        ("Live", "The gate at a glance, and what happens, as it happens."),
        ("Models", "What scores payments."),
        ("Session", "The sign-in of the dashboard."),
        ("Tokens", "Access tokens for other programs, by OAuth 2."),
        ("Users", "People and their roles."),
        ("Keys", "Machines that sign their calls."),
        ("Audit", "Who did what."),
        ("Health", "Probes for the machine that runs the gate."),
    ];

    public static Task Document(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tollgate",
            Version = "v1",
            Description = """
                Real-time fraud prevention for payments. Times are RFC 3339 in UTC, amounts are minor units of their
                currency, a refusal is a problem by RFC 9457. Machines sign their calls with a key from POST /api/keys;
                people call with a bearer token.
                """,
        };
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag
        {
            Name = tag.Name,
            Description = tag.Text,
        }));
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
        return Task.CompletedTask;
    }

    public static Task Operation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var ways = new List<string>();
        if (metadata.OfType<SignedEndpoint>().FirstOrDefault() is { } signed)
        {
            operation.Description = $"Needs the scope {signed.Scope}.";
            ways.AddRange(signed.Once ? [Signature] : [Signature, Bearer]);
        }
        else if (metadata.OfType<IAuthorizeData>().Any())
        {
            ways.Add(Bearer);
        }
        operation.Security = [.. ways.Select(way => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(way, context.Document)] = [],
        })];
        return Task.CompletedTask;
    }
}
