using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tollgate.Server.Http.Bodies;

/// <summary>Says in our words, with a field or an absolute byte offset, what the JSON reader objected to.</summary>
static partial class BodyError
{
    static readonly string[] IsRequired = ["is required."];

    public static Problem Of(JsonException failure, ReadOnlySpan<byte> body)
    {
        var message = failure.Message;
        if (MissingFields().Match(message) is { Success: true } missing)
        {
            return Problems.Invalid(Quoted().Matches(missing.Groups[1].Value)
                .ToDictionary(name => name.Groups[1].Value, _ => IsRequired));
        }
        if (UnknownField().Match(message) is { Success: true } unknown)
            return Problems.Invalid(unknown.Groups[1].Value, "is not known here.");
        if (DoubledField().Match(message) is { Success: true } doubled)
            return Problems.Invalid(doubled.Groups[1].Value, "stands here twice.");
        if (failure.Path is { Length: > 2 } path && failure.InnerException is not JsonException)
            return Problems.Invalid(path[2..], "has a value of the wrong kind.");
        return Problems.Malformed($"The body is not valid JSON at byte {Offset(failure, body)}.");
    }

    // The reader counts lines; callers count bytes.
    static long Offset(JsonException failure, ReadOnlySpan<byte> body)
    {
        var start = 0;
        for (var line = failure.LineNumber ?? 0; line > 0; line--)
            start += body[start..].IndexOf((byte)'\n') + 1;
        return start + (failure.BytePositionInLine ?? 0);
    }

    [GeneratedRegex("missing required properties including: (.*?)\\.?$")]
    private static partial Regex MissingFields();

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnknownField();

    [GeneratedRegex("^Duplicate property '(.*?)'")]
    private static partial Regex DoubledField();

    [GeneratedRegex("'(.*?)'")]
    private static partial Regex Quoted();
}
