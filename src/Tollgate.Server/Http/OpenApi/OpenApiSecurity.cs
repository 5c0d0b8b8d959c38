using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>Says in the API description what it is about, in which order to read it, and how to authenticate.</summary>
static class OpenApiSecurity
{
    const string Bearer = "bearer";
    const string KeyId = "key";
    const string Timestamp = "timestamp";
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
        AddHeader(KeyId, "X-Tollgate-Key", "Id of the machine's key.");
        AddHeader(Timestamp, "X-Tollgate-Timestamp", "Unix seconds, at most 300 away from the gate's clock.");
        AddHeader(Signature, "X-Tollgate-Signature", """
            Lowercase hex HMAC-SHA256 over TOLLGATE-HMAC-SHA256, METHOD, raw request target, X-Tollgate-Timestamp,
            X-Tollgate-Nonce (empty when none) and the lowercase hex SHA-256 of the body, joined by line feeds.
            """);
        return Task.CompletedTask;

        void AddHeader(string scheme, string header, string text) =>
            document.AddComponent<IOpenApiSecurityScheme>(scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = header,
                Description = text,
            });
    }

    public static Task Operation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var signed = metadata.OfType<SignedEndpoint>().FirstOrDefault();
        operation.Security = [];
        if (signed is not null)
        {
            operation.Description = $"{operation.Description} Needs the scope {signed.Scope}.".TrimStart();
            Allow(KeyId, Timestamp, Signature);
        }
        if (signed is { Once: false } || metadata.OfType<IAuthorizeData>().Any())
            Allow(Bearer);
        return Task.CompletedTask;

        // All of these together are one way in.
        void Allow(params string[] schemes)
        {
            var way = new OpenApiSecurityRequirement();
            foreach (var scheme in schemes)
                way.Add(new OpenApiSecuritySchemeReference(scheme, context.Document), []);
            operation.Security.Add(way);
        }
    }
}
