using System.Buffers.Text;
using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;

namespace Tollgate.Server.Tests.Hosting;

/// <summary>A data folder that the first version made, unpacked, and what that version said about it.</summary>
sealed class FirstVersion : IDisposable
{
    /// <summary>What its gate was started with.</summary>
    public static readonly string[] Policy =
        ["--Tollgate:Decisions:Review=0.97", "--Tollgate:Decisions:Block=0.99", "--Tollgate:Decisions:ColdStart=500"];

    static readonly JsonElement World = JsonDocument.Parse(File.ReadAllBytes(Path("world.json"))).RootElement;

    readonly TemporaryFolder folder = new();

    /// <param name="end">How its process ended: stopped or killed.</param>
    public FirstVersion(string end)
    {
        using var archive = new GZipStream(File.OpenRead(Path(end + ".tar.gz")), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(archive, System.IO.Path.GetDirectoryName(folder.Data)!, overwriteFiles: false);
    }

    public string Data => folder.Data;

    /// <summary>The live payments as they were sent, each with the answer that it got.</summary>
    public static IReadOnlyList<(JsonElement Payment, JsonElement Answer)> Answers { get; } =
        [.. Lines("answers").Select(line => (line.GetProperty("payment"), line.GetProperty("answer")))];

    /// <summary>Every payment, imported ones too, as <c>GET /api/transactions/{id}</c> told it.</summary>
    public static IReadOnlyList<JsonElement> Transactions { get; } = Lines("transactions");

    /// <summary>Every case as <c>GET /api/cases/{id}</c> told it.</summary>
    public static IReadOnlyList<JsonElement> Cases { get; } = Lines("cases");

    /// <summary>When the first version ended: for its payments to be recent, the clock stands there.</summary>
    public static string Moment => World.Text("made_at");

    public Task<TollgateServer> Open() => TollgateServer.Start(now: Moment, folder: Data, settings: Policy);

    /// <summary>The machine whose key the first version made.</summary>
    public static Machine Shop(TollgateServer server) => new(
        () => server.Url, World.Text("key_id"), Base64Url.DecodeFromChars(World.Text("secret")),
        new FakeTimeProvider(DateTimeOffset.Parse(Moment)));

    public void Dispose() => folder.Dispose();

    static List<JsonElement> Lines(string name)
    {
        using var file = new GZipStream(File.OpenRead(Path(name + ".ndjson.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }

    static string Path(string name) => Repository.File("tests", "fixtures", "first-version", name);
}
