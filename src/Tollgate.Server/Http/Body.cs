using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Tollgate.Server.Http.Bodies;

namespace Tollgate.Server.Http;

/// <summary>
/// A JSON body as an endpoint's parameter. In place of the framework's own binding, for its refusals: 415, 413, and 400
/// that names the field or the byte where it went wrong.
/// </summary>
sealed class Body<T>(T value) : IEndpointParameterMetadataProvider where T : class
{
    const int MaxBytes = 1 << 20;

    public T Value { get; } = value;

    /// <exception cref="ProblemException">The body is not a T.</exception>
    public static async ValueTask<Body<T>> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        if (MediaTypes.RefuseUnlessJson(http.Request) is { } refusal)
            throw new ProblemException(refusal);
        using var body = await RequestBytes.Read(http.Request, MaxBytes);
        if (body.TooLarge)
            throw new ProblemException(Problems.TooLarge("The body may have 1 MiB."));
        return new Body<T>(JsonBody.Read<T>(body.Span));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T), isOptional: false));
}
