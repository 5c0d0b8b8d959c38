using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

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
        if (!http.Request.HasJsonContentType())
            throw new ProblemException(Problems.UnsupportedMediaType("The content type must be application/json."));
        using var body = await RequestBytes.Read(http.Request, MaxBytes);
        if (body.TooLarge)
            throw new ProblemException(Problems.TooLarge("The body may have 1 MiB."));
        try
        {
            return new Body<T>(JsonSerializer.Deserialize<T>(body.Span, ApiJson.Options)
                ?? throw new ProblemException(Problems.Malformed("The body must be a JSON object.")));
        }
        catch (JsonException e)
        {
            throw new ProblemException(BodyError.Of(e, body.Span));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));
}
