using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Tollgate.Server.Http.OpenApi;

/// <summary>A parameter that an endpoint reads by hand, to refuse it in its own words.</summary>
sealed record DescribedParameter(ParameterLocation In, string Name, string Text, OpenApiSchema Schema, bool Required);

/// <summary>A header of an answer.</summary>
sealed record DescribedHeader(int Status, string Name, string Text);

/// <summary>A status with which an endpoint answers a problem, worth knowing to its callers.</summary>
sealed record DescribedRefusal(int Status);

/// <summary>Adds to the API description what the types of an endpoint do not tell.</summary>
static class OpenApiDetails
{
    const string ProblemName = nameof(ProblemResponse);

    public static OpenApiSchema Text(params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = words.Length == 0 ? null : [.. words],
    };

    public static OpenApiSchema Time => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public static TBuilder TakesQuery<TBuilder>(
        this TBuilder endpoint, string name, string text, OpenApiSchema? schema = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DescribedParameter(ParameterLocation.Query, name, text, schema ?? Text(), false));

    public static TBuilder TakesPath<TBuilder>(this TBuilder endpoint, string name, string text)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DescribedParameter(ParameterLocation.Path, name, text, Text(), true));

    public static TBuilder TakesHeader<TBuilder>(
        this TBuilder endpoint, string name, string text, bool required = true, OpenApiSchema? schema = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(
            new DescribedParameter(ParameterLocation.Header, name, text, schema ?? Text(), required));

    public static TBuilder AnswersHeader<TBuilder>(this TBuilder endpoint, int status, string name, string text)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DescribedHeader(status, name, text));

    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new DescribedRefusal(status))]);

    /// <summary>Puts parameters, headers and refusals into an operation; any may be refused by a problem.</summary>
    public static async Task Complete(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var taken in metadata.OfType<DescribedParameter>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = taken.Name,
                In = taken.In,
                Description = taken.Text,
                Required = taken.Required,
                Schema = taken.Schema,
            });
        }
        context.Document!.AddComponent(
            ProblemName, await context.GetOrCreateSchemaAsync(typeof(ProblemResponse), null, cancellation));
        operation.Responses ??= [];
        foreach (var refusal in metadata.OfType<DescribedRefusal>())
        {
            operation.Responses[refusal.Status.ToString()] =
                Refusal(ReasonPhrases.GetReasonPhrase(refusal.Status), context.Document);
        }
        operation.Responses["default"] = Refusal("Refused", context.Document);
        foreach (var header in metadata.OfType<DescribedHeader>())
        {
            var response = (OpenApiResponse)operation.Responses[header.Status.ToString()];
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[header.Name] = new OpenApiHeader { Description = header.Text, Schema = Text() };
        }
    }

    static OpenApiResponse Refusal(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemName, document) },
        },
    };
}
