using System.IO.Compression;
using System.Text.Json.Nodes;
using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Bodies of every media type, good ones and changed ones.</summary>
sealed class Bodies(SchemaExample examples, Random random, bool asIs)
{
    const string Form = "application/x-www-form-urlencoded";

    static readonly string[] OddTypes =
    [
        "", "text/plain", "application/xml", "application/json; charset=utf-8", "application/json;charset=UTF-16",
        "application/json; charset=\"utf-8\"", "application/json; charset=nonsense", "application/json;",
        "application/json ;a", "application/json; a=\"b", "APPLICATION/JSON", "application/vnd.api+json",
        "application/jsonx", "json", "/", "*/*",
        "application/x-ndjson", "application/x-ndjson; charset=latin1", Form, Form + "; charset=utf-7",
        Form + "; charset=x",
        Form + "x", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=abc",
        "multipart/form-data; boundary=\"" + "b", "application/json, application/json", "\u00e9", ";;;;",
        "application/json\t",
    ];

    static readonly string[] OddCodings = ["gzip", "br", "deflate", "identity", "zstd", "GZIP", "gzip, gzip", "x", "",
        "*"];

    public byte[] Make(FuzzRoute route)
    {
        var body = route.MediaType switch
        {
            Form => FormBody(examples.Of(route.Schema) as JsonObject ?? []),
            "application/x-ndjson" or "application/jsonl" => Lines(route.Schema),
            _ => Document(route.Schema),
        };
        return asIs || !random.Chance(12) ? body : Damaged(body);
    }

    public void Label(Draft draft)
    {
        if (draft.Route.MediaType is { } type)
            draft.Headers.Add(("Content-Type", type));
        if (asIs)
            return;
        if (random.Chance(6))
            draft.Set("Content-Type", random.Of(OddTypes));
        if (random.Chance(1))
            draft.Headers.RemoveAll(header => header.Name == "Content-Type");
        if (!random.Chance(3))
            return;
        draft.Headers.Add(("Content-Encoding", random.Of(OddCodings)));
        if (random.Chance(50))
            draft.Body = Zipped(draft.Body!);
    }

    int Changes => asIs || random.Chance(20) ? 0 : random.Of([1, 1, 1, 2, 3]);

    byte[] Document(JsonNode? schema)
    {
        var document = examples.Of(schema);
        if (document is JsonArray { Count: > 0 } items && random.Chance(40))
            document = items[0]!.DeepClone();
        return Encoding.UTF8.GetBytes(JsonMutations.Write(document, random, Changes));
    }

    byte[] Lines(JsonNode? schema)
    {
        var text = new StringBuilder();
        for (var line = random.Next(1, 6); line > 0; line--)
        {
            text.Append(JsonMutations.Write(examples.Of(schema), random, Changes).Replace('\n', ' '));
            if (!asIs && random.Chance(5))
                text.Append(random.Of(["garbage", "\0", "\n{", "\n\n\n", "{}", new string('x', 70_000)]));
            text.Append(random.Of(["\n", "\n", "\r\n", " \n"]));
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    byte[] FormBody(JsonObject fields)
    {
        var parts = new List<string>();
        foreach (var (name, value) in fields)
        {
            var odd = !asIs && random.Chance(15);
            parts.Add($"{name}={(odd ? OddText.Any(random) : Uri.EscapeDataString($"{value}"))}");
            if (!asIs && random.Chance(3))
                parts.Add(random.Of([$"{name}=again", OddText.Any(random), "=", $"{OddText.Any(random)}=1", "&&"]));
            if (!asIs && random.Chance(0.5))
                parts.AddRange(Enumerable.Range(0, 2_000).Select(i => $"k{i}=1"));
        }
        return Encoding.Latin1.GetBytes(string.Join('&', parts));
    }

    byte[] Damaged(byte[] body)
    {
        var at = random.Next(body.Length + 1);
        return random.Next(12) switch
        {
            0 or 1 => body[..at],
            2 or 3 => [.. body[..at], .. random.Of(OddBytes), .. body[at..]],
            4 => [0xEF, 0xBB, 0xBF, .. body],
            5 => [.. body, .. random.Of(OddBytes)],
            6 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
            7 => [],
            8 => Zipped(body),
            9 => [.. Enumerable.Repeat((byte)'{', random.Of([100, 10_000, 66_000]))],
            _ => Padded(body),
        };
    }

    static readonly byte[][] OddBytes =
    [
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0], [0, 0, 0], [0xEF, 0xBB, 0xBF], [.. "}"u8],
    ];

    /// <summary>Longer than endpoints take, now and then much longer.</summary>
    byte[] Padded(byte[] body)
    {
        var length = random.Weighed((80, 66_000), (15, 1_100_000), (3, 5_000_000), (2, 17_000_000));
        return [.. body, .. Enumerable.Repeat((byte)' ', length)];
    }

    static byte[] Zipped(byte[] body)
    {
        var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
            zip.Write(body);
        return target.ToArray();
    }
}
