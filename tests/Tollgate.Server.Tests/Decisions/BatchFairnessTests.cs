using System.Security.Cryptography;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Tests.Fuzzing.Wire;
using Tollgate.Server.Tests.Http;

namespace Tollgate.Server.Tests.Decisions;

/// <summary>What one caller of the batch endpoint may take from the others.</summary>
public sealed class BatchFairnessTests : IAsyncLifetime
{
    const string Path = "/api/decisions/batch";
    const int Largest = 16 << 20;

    TollgateServer server = null!;
    Machine owner = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start(settings: ["--Tollgate:Limits:BatchMemoryMiB=64"]);
        owner = await server.Machine("decide");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("another key", 401, "unauthorized")]
    [InlineData("another scope", 403, "forbidden")]
    [InlineData("an old timestamp", 401, "expired")]
    [InlineData("a short nonce", 401, "unauthorized")]
    [InlineData("a signature that does not fit its digest", 401, "unauthorized")]
    [InlineData("a length of 17 MiB", 413, "too_large")]
    public async Task What_the_headers_tell_is_answered_before_the_body_is_sent(string wrong, int status, string code)
    {
        var caller = wrong switch
        {
            "another key" => owner with { Id = "nobody" },
            "another scope" => await server.Machine("read"),
            _ => owner,
        };
        var (time, nonce) = (wrong == "an old timestamp" ? -301 : 0, wrong == "a short nonce" ? "short" : "");
        var head = Head(
            caller, [1], wrong.StartsWith("a length", StringComparison.Ordinal) ? 17 << 20 : Largest, time, nonce,
            wrong.StartsWith("a signature", StringComparison.Ordinal) ? [2] : null);

        var answer = await RawCalls.Ask(server.Url, head);

        Assert.Equal(status, answer.Status);
        Assert.Contains($"urn:tollgate:problem:{code}", answer.Text);
    }

    [Fact]
    public async Task Whoever_only_names_a_key_cannot_take_the_room_of_its_owner()
    {
        var strangers = new List<RawHttpClient>();
        var head = Head(owner with { Secret = new byte[32] }, [1], 1 << 20);
        for (var i = 0; i < 40; i++)
        {
            var stranger = await RawHttpClient.Connect(server.Url, IPAddress.Loopback, Cancellation);
            await stranger.Send(Encoding.ASCII.GetBytes(head), Cancellation);
            strangers.Add(stranger);
        }
        var body = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());

        var refused = await Eventually.Is(
            () => Send(body, withDigest: false), answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await Send(body, withDigest: true)).Status);

        foreach (var stranger in strangers)
        {
            stranger.Reset();
            stranger.Dispose();
        }
        await Eventually.Is(() => Send(body, withDigest: false), answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_is_not_the_one_announced_is_refused()
    {
        var request = owner.Sign(HttpMethod.Post, Path, [1]);
        request.Headers.Add(ContentDigest.Name, ContentDigest.Of(SHA256.HashData([1])));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Some.Payment().ToJsonString()));
        request.Content.Headers.ContentType = new("application/x-ndjson");

        Assert.Equal(HttpStatusCode.Unauthorized, (await owner.Call(request)).Status);
        Assert.Equal(0, server.Gate.Decided);
    }

    [Fact]
    public async Task Batches_leave_room_for_single_payments_while_the_gate_is_busy()
    {
        var lines = Enumerable.Range(0, 16).Select(_ => string.Join(
            '\n', Enumerable.Range(0, 600).Select(_ => Some.Payment().ToJsonString()))).ToArray();
        using var release = new ManualResetEventSlim();
        var busy = Task.Run(
            () => server.Gate.QueryAsync(_ => release.Wait(TimeSpan.FromMinutes(1), Cancellation)), Cancellation);

        var batches = lines.Select(batch => owner.Batch(batch)).ToArray();
        var singles = new List<Task<Answer>>();
        for (var i = 0; i < 50; i++)
        {
            singles.Add(owner.Decide(Some.Payment().ToJsonString()));
            await Task.Delay(10, Cancellation);
        }
        release.Set();

        Assert.True(await busy);
        Assert.All(await Task.WhenAll(singles), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.All(await Task.WhenAll(batches), answer => Assert.Equal(600, answer.Lines.Count()));
        Assert.Equal((16 * 600) + 50, server.Gate.Decided);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    Task<Answer> Send(byte[] body, bool withDigest)
    {
        var request = owner.Sign(HttpMethod.Post, Path, body);
        if (withDigest)
            request.Headers.Add(ContentDigest.Name, ContentDigest.Of(SHA256.HashData(body)));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/x-ndjson");
        return owner.Call(request);
    }

    /// <param name="announced">A body whose hash the headers announce.</param>
    static string Head(
        Machine caller, byte[] body, int length, int seconds = 0, string nonce = "", byte[]? announced = null)
    {
        var head = new StringBuilder($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n")
            .Append("Content-Type: application/x-ndjson\r\n");
        foreach (var (name, values) in caller.Sign(HttpMethod.Post, Path, body, seconds, nonce).Headers)
            head.Append($"{name}: {values.Single()}\r\n");
        if (announced is not null)
            head.Append($"{ContentDigest.Name}: {ContentDigest.Of(SHA256.HashData(announced))}\r\n");
        return head.Append("\r\n").ToString();
    }
}
