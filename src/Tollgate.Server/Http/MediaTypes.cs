namespace Tollgate.Server.Http;

/// <summary>Whether a body is what its endpoint reads: of the type, and UTF-8.</summary>
static class MediaTypes
{
    public static bool IsJson(HttpRequest request) => Is(request.ContentType, "application/json");

    public static bool IsJsonLines(HttpRequest request) =>
        Is(request.ContentType, "application/x-ndjson") || Is(request.ContentType, "application/jsonl");

    static bool Is(string? given, string wanted)
    {
        if (given is null || !given.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            return false;
        if (given.Length == wanted.Length)
            return true;
        var parameters = given.AsSpan(wanted.Length).Trim();
        if (parameters[0] != ';')
            return false;
        var charset = parameters.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        return charset < 0
            || parameters[(charset + 8)..].Trim('"').StartsWith("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
