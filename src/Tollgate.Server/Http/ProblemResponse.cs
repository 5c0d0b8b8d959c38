using System.Text.Json.Serialization;

namespace Tollgate.Server.Http;

/// <summary>A refusal, as RFC 9457 wants it.</summary>
/// <param name="Type">urn:tollgate:problem:CODE, for machines.</param>
/// <param name="Title">The same for people, always the same text for the same code.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Errors">Field → what is wrong with it.</param>
/// <param name="TraceId">Under which the fault was logged.</param>
sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null)
{
    public static ProblemResponse Of(Problem problem) => new(
        Problem.TypePrefix + problem.Code, problem.Title, problem.Status, problem.Detail, problem.Errors,
        problem.TraceId);
}
