namespace Tollgate.Server.Tests.Live;

/// <summary>Reads /api/live event by event.</summary>
sealed class LiveStream : IAsyncDisposable
{
    readonly HttpResponseMessage answer;
    readonly StreamReader reader;

    LiveStream(HttpResponseMessage answer, StreamReader reader) => (this.answer, this.reader) = (answer, reader);

    public static async Task<LiveStream> Open(HttpClient client, string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/live");
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        return new(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event of any name, as it comes over the wire.</summary>
    public async Task<string> Next()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line)
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>The next event of a name that fits; null when the stream has ended.</summary>
    public async Task<(string? Id, JsonElement Data)?> Next(string name, Func<JsonElement, bool>? fits = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? id = null, current = null;
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                current = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && current == name)
            {
                var data = JsonSerializer.Deserialize<JsonElement>(line[6..]);
                if (fits?.Invoke(data) ?? true)
                    return (id, data);
            }
            else if (line.Length == 0)
            {
                (id, current) = (null, null);
            }
        }
        return null;
    }

    /// <summary>
    /// What still comes until the stream ends or is cut: the number in the last whole event, and all but long texts.
    /// </summary>
    public async Task<(int Last, string Text)> ReadToEnd()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (last, text) = (-1, new StringBuilder());
        try
        {
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("data: {\"number\":", StringComparison.Ordinal) && line.EndsWith('}'))
                    last = JsonSerializer.Deserialize<JsonElement>(line[6..]).Int("number");
                text.Append(line.Length < 200 ? line : "…").Append('\n');
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // Cut off.
        }
        return (last, text.ToString());
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
