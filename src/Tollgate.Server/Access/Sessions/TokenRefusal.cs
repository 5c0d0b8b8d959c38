using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Tollgate.Server.Http;

namespace Tollgate.Server.Access.Sessions;

/// <summary>Answers a <see cref="TokenErrorResponse"/>: not a problem, as OAuth clients expect this.</summary>
sealed class TokenRefusal(string error, string description) : IResult, IEndpointMetadataProvider
{
    public static TokenRefusal InvalidRequest(string description) => new("invalid_request", description);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (error == "invalid_client")
        {
            httpContext.Response.StatusCode = StatusCodes.Status401Unauthorized;
            httpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"tollgate\"";
        }
        return httpContext.Response.WriteAsJsonAsync(
            new TokenErrorResponse(error, description), ApiJson.Options, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(
            StatusCodes.Status400BadRequest, typeof(TokenErrorResponse), ["application/json"]));
}
