using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>
/// Describes an endpoint that is a plain delegate: the API description leaves it out unless it names a method.
/// </summary>
static class DescribedEndpoint
{
    static readonly MethodInfo Method =
        typeof(DescribedEndpoint).GetMethod(nameof(Answer), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <param name="takes">Shape of the body; null for none.</param>
    /// <param name="answers">Shape of the answer with status 200.</param>
    /// <param name="scope">Scope that a signed call needs.</param>
    /// <param name="contentTypes">Of the body; the first is the answer's as well.</param>
    public static IEndpointConventionBuilder Describes(
        this IEndpointConventionBuilder endpoint, Type? takes, Type answers, string scope, params string[] contentTypes)
    {
        endpoint.TakesSignedCalls(scope).WithMetadata(
            Method, new ProducesResponseTypeMetadata(StatusCodes.Status200OK, answers, [contentTypes[0]]));
        if (takes is not null)
            endpoint.WithMetadata(new AcceptsMetadata(contentTypes, takes));
        return endpoint;
    }

    static Task Answer(HttpContext http) => throw new NotSupportedException(http.Request.Path);
}
