using System.Text.Json.Nodes;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>One thing that can be called.</summary>
/// <param name="Path">With {parameters}.</param>
/// <param name="Query">Names of its declared parameters.</param>
/// <param name="Signed">Whether it takes signed calls.</param>
/// <param name="Anonymous">Whether anybody may call it.</param>
/// <param name="MediaType">Of its body; null for none.</param>
/// <param name="Schema">Of its body.</param>
sealed record FuzzRoute(
    string Method, string Path, string[] Query, bool Signed, bool Anonymous, string? MediaType, JsonNode? Schema)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether the description names it.</summary>
    public bool IsDescribed { get; init; }
}

/// <summary>
/// What the server's own description names, so that a new route is called without anybody's doing, and what it leaves
/// out.
/// </summary>
sealed class RouteCatalogue(FuzzRoute[] described, JsonObject schemas)
{
    /// <summary>Neither of these is an operation of the API.</summary>
    static readonly FuzzRoute[] Undescribed =
    [
        .. new[]
        {
            "/openapi/{document}.json", "/docs", "/docs/{document}", "/docs/scalar.js", "/docs/scalar.aspnetcore.js",
            "/docs/favicon.svg", "/metrics", "/", "/cases",
            "/assets/app-1a2b.js", "/assets/{file}", "/index.html", "/favicon.ico", "/nothing/{id}", "/api/nothing",
            "/internal/nothing", "/internal/cases", "/api", "/.well-known/{file}", "/api/decisions/{id}",
        }.Select(path => new FuzzRoute("GET", path, [], false, true, null, null)),
        new("POST", "/", [], false, true, "text/plain", null),
        new("POST", "/api/nothing", [], false, true, "application/json", null),
        new("PUT", "/api/decisions", [], true, false, "application/json", null),
        new("DELETE", "/api/cases/{id}", [], false, false, null, null),
        new("OPTIONS", "*", [], false, true, null, null),
    ];

    public FuzzRoute[] Routes { get; } = [.. described, .. Undescribed];

    public JsonObject Schemas => schemas;

    public static async Task<RouteCatalogue> Of(HttpClient http)
    {
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        var routes =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select Route(path.Key, operation.Key, operation.Value!);
        return new RouteCatalogue([.. routes], document["components"]!["schemas"]!.AsObject());
    }

    static FuzzRoute Route(string path, string method, JsonNode operation)
    {
        var parameters = operation["parameters"]?.AsArray() ?? [];
        var body = operation["requestBody"]?["content"]?.AsObject().First();
        var ways = operation["security"]?.AsArray().SelectMany(way => way!.AsObject()).Select(way => way.Key).ToArray();
        return new FuzzRoute(
            method.ToUpperInvariant(), path,
            [.. parameters.Where(one => (string?)one!["in"] == "query").Select(one => (string)one!["name"]!)],
            ways?.Contains("signature") == true, ways is null or [], body?.Key, body?.Value?["schema"])
        {
            IsDescribed = true,
        };
    }
}
