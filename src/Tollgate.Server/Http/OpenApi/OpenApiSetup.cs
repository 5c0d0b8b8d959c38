using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>/openapi/v1.json and its page at /docs, all of it from this process.</summary>
static class OpenApiSetup
{
    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = OpenApiSchemas.NameOf;
            options.AddSchemaTransformer(OpenApiSchemas.Complete);
            options.AddOperationTransformer(OpenApiDetails.Complete);
            options.AddOperationTransformer(OpenApiSecurity.Operation);
            options.AddDocumentTransformer(OpenApiSecurity.Document);
        });
    }

    public static void MapOpenApiPages(this IEndpointRouteBuilder routes)
    {
        // Every other name is a path that does not exist.
        routes.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");
        routes.MapScalarApiReference("/docs", (options, http) =>
        {
            options.Title = "Tollgate API";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.ProxyUrl = null;
            // Its tool bar offers to configure, share and deploy the page, which is for its makers, not its readers.
            options.HideDeveloperTools();
            options.HideClientButton();
            options.SchemaPropertyOrder = PropertyOrder.Preserve;
            options.DisableAgent();
            options.DisableMcp();
            // The page sets itself up by an inline script; the nonce lets in that one and no other.
            var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            options.WithNonce(nonce);
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
                + "frame-ancestors 'none'";
        });
    }
}
