using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace Tollgate.Server.Tests.Http.OpenApi;

public sealed class OpenApiTests(TrainedServer trained)
{
    const string Remedy =
        "The API is described otherwise than in Approvals/openapi.json; openapi.received.json beside it is what the "
        + "server says now. Where that is meant: TOLLGATE_APPROVE=1 artifacts/bin/Tollgate.Server.Tests/release/"
        + "Tollgate.Server.Tests -class '*OpenApiTests', then npm run api in dashboard/.";

    static readonly string Approved =
        Repository.File("tests", "Tollgate.Server.Tests", "Approvals", "openapi.json");

    static readonly string Received = Path.ChangeExtension(Approved, ".received.json");

    static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_API_is_the_approved_one()
    {
        var document = await Document();
        document.Remove("servers");
        Sort(document["paths"]!);
        var text = document.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("TOLLGATE_APPROVE") == "1")
            await File.WriteAllTextAsync(Approved, text);
        if (File.Exists(Approved) && await File.ReadAllTextAsync(Approved) == text)
        {
            File.Delete(Received);
            return;
        }
        await File.WriteAllTextAsync(Received, text);
        Assert.Fail(Remedy);
    }

    [Fact]
    public async Task Every_value_in_it_has_a_type()
    {
        var schemas = (await Document())["components"]!["schemas"]!.AsObject();

        Assert.Empty(schemas.SelectMany(schema => Untyped(schema.Key, schema.Value!.AsObject())));
    }

    [Fact]
    public async Task Every_operation_shows_what_it_answers()
    {
        var silent =
            from path in (await Document())["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            from answer in operation.Value!["responses"]!.AsObject()
            where answer.Key is not ("204" or "304") && answer.Value!["content"]?.AsObject() is not { Count: > 0 }
            select $"{operation.Key} {path.Key} {answer.Key}";

        Assert.Equal(["post /api/revoke 200"], silent);
    }

    [Fact]
    public async Task Its_page_shows_readers_no_tools_of_the_page_maker()
    {
        var page = (await trained.Server.Http.Get("/docs/")).Body;

        Assert.Contains("\"showDeveloperTools\":\"never\"", page);
    }

    static IEnumerable<string> Untyped(string path, JsonObject schema)
    {
        var type = schema["type"]?.ToJsonString() ?? "";
        if (type == "" && !schema.ContainsKey("$ref") && !schema.ContainsKey("oneOf"))
            yield return path;
        if (type.Contains("\"array\"", StringComparison.Ordinal) && schema["items"] is not JsonObject)
            yield return path + "[]";
        var inner = (schema["properties"]?.AsObject() ?? []).Select(field => (field.Key, field.Value))
            .Concat((schema["oneOf"]?.AsArray() ?? []).Select(one => ("oneOf", one)))
            .Append(("items", schema["items"])).Append(("values", schema["additionalProperties"] as JsonObject));
        foreach (var (name, value) in inner.Where(one => one.Item2 is not null))
        {
            foreach (var found in Untyped($"{path}.{name}", value!.AsObject()))
                yield return found;
        }
    }

    async Task<JsonObject> Document() =>
        JsonNode.Parse((await trained.Server.Http.Get("/openapi/v1.json")).Body)!.AsObject();

    // The order in which features map their endpoints is no part of the contract.
    static void Sort(JsonNode paths)
    {
        foreach (var (name, value) in paths.AsObject().OrderBy(path => path.Key, StringComparer.Ordinal).ToList())
        {
            paths.AsObject().Remove(name);
            paths[name] = value;
        }
    }
}
