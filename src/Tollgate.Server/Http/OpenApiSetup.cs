using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Tollgate.Server.Http;

/// <summary>/openapi/v1.json and its page at /docs, all of it from this process.</summary>
static class OpenApiSetup
{
    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
    });

    public static void MapOpenApiPages(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs");
    }
}
