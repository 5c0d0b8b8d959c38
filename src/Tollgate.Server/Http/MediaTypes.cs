using Microsoft.Net.Http.Headers;

namespace Tollgate.Server.Http;

/// <summary>Whether a body is what its endpoint reads: of the type, in UTF-8, and not compressed.</summary>
static class MediaTypes
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    public static readonly string[] JsonLines = ["application/x-ndjson", "application/jsonl"];

    static readonly string[] OnlyJson = [Json];
    static readonly string[] OnlyForm = [Form];

    public static Problem? RefuseUnlessJson(HttpRequest request) => RefuseUnless(OnlyJson, request);

    public static Problem? RefuseUnlessJsonLines(HttpRequest request) => RefuseUnless(JsonLines, request);

    public static Problem? RefuseUnlessForm(HttpRequest request) => RefuseUnless(OnlyForm, request);

    static Problem? RefuseUnless(string[] types, HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && !IsPlain(request.Headers.ContentEncoding.ToString()))
        {
            return Problems.UnsupportedMediaType(
                $"The content encoding \"{request.Headers.ContentEncoding}\" is not taken; send the body plain.");
        }
        return Array.Exists(types, type => Is(request.ContentType, type))
            ? null
            : Problems.UnsupportedMediaType($"The content type must be {types[0]}, in UTF-8.");
    }

    static bool IsPlain(string coding) =>
        coding.Length == 0 || coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    static bool Is(string? given, string wanted)
    {
        if (given == wanted)
            return true;
        if (!MediaTypeHeaderValue.TryParse(given, out var type))
            return false;
        return type.MediaType.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            && type.Parameters.All(parameter =>
                !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) || IsUtf8(parameter));
    }

    static bool IsUtf8(NameValueHeaderValue charset) =>
        charset.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
