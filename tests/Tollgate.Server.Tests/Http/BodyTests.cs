using System.IO.Compression;
using Tollgate.Server.Tests.Fuzzing;

namespace Tollgate.Server.Tests.Http;

/// <summary>One way of reading bodies, on every route that has one.</summary>
public sealed class BodyTests
{
    const string Json = "application/json";
    const string Form = "application/x-www-form-urlencoded";

    static readonly (string Path, string Type)[] Routes =
    [
        ("/api/decisions", Json), ("/api/labels", Json), ("/internal/cases", Json), ("/api/session", Json),
        ("/api/token", Form),
    ];

    static string Head(string path, string headers) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n";

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF")]
    [InlineData("7FFFFFFFFFFFFFFF0")]
    [InlineData("8000000000000000")]
    [InlineData("five")]
    public async Task A_chunk_size_that_is_none_is_refused_and_ends_the_connection(string size)
    {
        await using var server = await FuzzServer.Start();
        foreach (var (path, type) in Routes)
        {
            var head = Head(path, $"Content-Type: {type}\r\nTransfer-Encoding: chunked");
            var answer = await RawCalls.Ask(server.Url, $"{head}{size}\r\nabcde\r\n0\r\n\r\n");
            Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
            Assert.True(answer.Closes);
        }
        Assert.Empty(server.Log.Faults);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_of_a_body_leaves_nothing_in_the_log()
    {
        var server = await FuzzServer.Start();
        for (var i = 0; i < 40; i++)
        {
            foreach (var (path, type) in Routes)
            {
                var head = Head(path, $"Content-Type: {type}\r\nContent-Length: 5000");
                await RawCalls.Leave(server.Url, head + new string(' ', 2_500));
            }
        }
        await server.DisposeAsync();
        Assert.Empty(server.Log.Faults);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    public async Task A_compressed_body_is_refused_by_the_name_of_its_encoding(string encoding)
    {
        await using var server = await TollgateServer.Start();
        var machine = await server.Machine("cases");
        foreach (var (path, type) in Routes)
        {
            var body = Zipped("{}");
            var request = machine.Sign(HttpMethod.Post, path, body, nonce: Guid.NewGuid().ToString("N"));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            var answer = await machine.Call(request);
            Assert.Equal((415, "unsupported_media_type"), answer.Problem);
            Assert.Contains($"\"{encoding}\"", answer.Text("detail"));
            Assert.Contains("send the body plain", answer.Text("detail"));
        }
    }

    [Theory]
    [InlineData("; charset=utf-7", false)]
    [InlineData("; charset=utf-16", false)]
    [InlineData("; charset=utf-8x", false)]
    [InlineData("; a=\"b", false)]
    [InlineData("x", false)]
    [InlineData("", true)]
    [InlineData("; charset=UTF-8", true)]
    [InlineData(" ; a=b; charset=\"utf-8\"", true)]
    public async Task The_content_type_is_the_one_that_is_read_in_UTF8(string rest, bool taken)
    {
        await using var server = await TollgateServer.Start();
        foreach (var (path, type) in Routes.Where(route => route.Path != "/internal/cases"))
        {
            var headers = $"Content-Type: {type}{rest}\r\nContent-Length: 2";
            var answer = await RawCalls.Ask(server.Url, Head(path, headers) + "{}");
            Assert.Equal(taken, answer.Status != 415);
            if (!taken)
                Assert.Contains("The content type ", answer.Text);
        }
    }

    [Theory]
    [InlineData("POST /api/decisions", "application/json", 401)]
    [InlineData("POST /api/token", "text/plain", 415)]
    [InlineData("GET /api/keys", "application/json", 401)]
    public async Task A_large_body_that_nobody_reads_ends_the_connection_after_the_answer(
        string call, string type, int status)
    {
        await using var server = await FuzzServer.Start();
        var head = $"{call} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: ";

        var small = await RawCalls.Ask(server.Url, head + "1000\r\n\r\n", new byte[1_000]);
        Assert.Equal((status, false), (small.Status, small.Closes));

        var large = await RawCalls.Ask(server.Url, head + "31000000\r\n\r\n");
        Assert.True(large.Closes);
        Assert.Empty(server.Log.Faults);
    }

    [Theory]
    [InlineData("/api/users", """{"username":"a","password":"right horse","roles":[null]}""", "roles[0]")]
    [InlineData("/api/users", """{"username":"a","password":"right horse","roles":null}""", "roles")]
    [InlineData("/api/keys", """{"name":"a","scopes":["read",null]}""", "scopes[1]")]
    [InlineData("/api/cases/bulk", """{"ids":[null],"status":"OPEN"}""", "ids[0]")]
    [InlineData("/internal/cases", """{"transaction_id":"t","user_id":"u","reasons":["a",null]}""", "reasons[1]")]
    [InlineData("/internal/cases", """{"transaction_id":"t","user_id":"u","reasons":[{"code":null,"text":"b"}]}""",
        "reasons[0]")]
    [InlineData("/api/labels", """{"transaction_id":null,"label":"fraud"}""", "transaction_id")]
    public async Task A_null_that_is_not_allowed_is_refused_by_its_place(string path, string json, string field)
    {
        await using var server = await TollgateServer.Start();
        var machine = await server.Machine("cases", "label");
        var body = Encoding.UTF8.GetBytes(json);
        var answer = path is "/internal/cases" or "/api/labels"
            ? await machine.Post(path, body, nonce: Guid.NewGuid().ToString("N"))
            : await server.Admin.Post(path, JsonDocument.Parse(json));
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.Equal(field, Assert.Single(answer["errors"].EnumerateObject()).Name);
    }

    static byte[] Zipped(string text)
    {
        var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }
}
