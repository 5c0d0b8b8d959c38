using System.Text.RegularExpressions;

namespace Tollgate.Server.Http;

/// <summary>Says which parameter of the query or path the framework could not read.</summary>
static partial class ParameterError
{
    /// <summary>Null when it was something else.</summary>
    public static Problem? Of(BadHttpRequestException failure) =>
        Unreadable().Match(failure.Message) is { Success: true } found
            ? Problems.Invalid(found.Groups[1].Value, "has a value of the wrong kind.")
            : Missing().Match(failure.Message) is { Success: true } missing
                ? Problems.Invalid(missing.Groups[1].Value, "is required.")
                : null;

    [GeneratedRegex("^Failed to bind parameter \".* (\\w+)\" from")]
    private static partial Regex Unreadable();

    [GeneratedRegex("^Required parameter \".* (\\w+)\" was not provided")]
    private static partial Regex Missing();
}
