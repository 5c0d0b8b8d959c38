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
        httpContext.Response.StatusCode =
            error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        return httpContext.Response.WriteAsJsonAsync(
            new TokenErrorResponse(error, description), ApiJson.Options, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(
            StatusCodes.Status400BadRequest, typeof(TokenErrorResponse), ["application/json"]));
}
