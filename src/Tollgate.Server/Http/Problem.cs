using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Tollgate.Server.Http;

/// <summary>
/// One refusal, written as a <see cref="ProblemResponse"/>. An endpoint returns it; code deeper down throws it inside a
/// <see cref="ProblemException"/>.
/// </summary>
/// <param name="Status">HTTP status, 400–599.</param>
/// <param name="Code">Last part of <c>type</c>, for machines: urn:tollgate:problem:CODE.</param>
/// <param name="Title">The same for people, always the same text for the same code.</param>
/// <param name="Detail">What is wrong with this request.</param>
sealed record Problem(int Status, string Code, string Title, string? Detail = null) : IResult
{
    public const string TypePrefix = "urn:tollgate:problem:";

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
    /// <summary>Whoever is told to come back is told when.</summary>
    public TimeSpan? RetryAfter { get; init; } = Status is 429 or 503 ? TimeSpan.FromSeconds(1) : null;

    /// <summary>With 401: the schemes that would be taken, RFC 9110 11.6.1.</summary>
    public StringValues Challenges { get; init; } = Status == 401 ? "Bearer" : StringValues.Empty;

    public string? TraceId { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (response.Headers.WWWAuthenticate.Count == 0 && Challenges.Count > 0)
            response.Headers.WWWAuthenticate = Challenges;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString();
        // HEAD has the headers of GET and no body.
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        using (var json = new Utf8JsonWriter(response.BodyWriter))
            Write(json);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Writes the JSON object, for answers that carry a problem inside.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, TypePrefix + Code);
        json.WriteString("title"u8, Title);
        json.WriteNumber("status"u8, Status);
        if (Detail is not null)
            json.WriteString("detail"u8, Detail);
        if (Errors is not null)
        {
            json.WriteStartObject("errors"u8);
            foreach (var (field, messages) in Errors)
            {
                json.WriteStartArray(field);
                foreach (var message in messages)
                    json.WriteStringValue(message);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        if (TraceId is not null)
            json.WriteString("trace_id"u8, TraceId);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes <c>{PLACE: number, transaction_id?, error}</c>: the problem of one part of a request, in its place.
    /// </summary>
    public void WriteInPlace(Utf8JsonWriter json, ReadOnlySpan<byte> place, int number, string? transactionId)
    {
        json.WriteStartObject();
        json.WriteNumber(place, number);
        if (transactionId is not null)
            json.WriteString("transaction_id"u8, transactionId);
        json.WritePropertyName("error"u8);
        Write(json);
        json.WriteEndObject();
    }
}
