using System.Text.Json;

namespace Tollgate.Server.Http.Bodies;

/// <summary>The one way the JSON of a body becomes an object.</summary>
static class JsonBody
{
    /// <exception cref="ProblemException">400, with the field or the byte where it went wrong.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize<T>(json, ApiJson.Options);
        }
        catch (JsonException e)
        {
            throw new ProblemException(BodyError.Of(e, json));
        }
        if (value is null)
            throw new ProblemException(Problems.Malformed("The body must be a JSON object."));
        if (NullElements.Find(value) is { } path)
            throw new ProblemException(Problems.Invalid(path, "must not be null."));
        return value;
    }
}
