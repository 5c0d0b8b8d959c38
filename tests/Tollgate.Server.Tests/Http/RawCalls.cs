using Tollgate.Server.Tests.Fuzzing.Wire;

namespace Tollgate.Server.Tests.Http;

/// <summary>Requests as bytes, on a connection of their own: what no HTTP client would send.</summary>
static class RawCalls
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<RawResponse> Ask(Uri server, string head, byte[]? body = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = await RawHttpClient.Connect(server, IPAddress.Loopback, limit.Token);
        var sending = client.Send((byte[])[.. Encoding.Latin1.GetBytes(head), .. body ?? []], limit.Token);
        var answer = await client.Read(head.Split(' ')[0], limit.Token);
        await sending;
        return answer;
    }

    /// <summary>Half a request, and then nobody is there any more.</summary>
    public static async Task Leave(Uri server, string head)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = await RawHttpClient.Connect(server, IPAddress.Loopback, limit.Token);
        await client.Send(Encoding.Latin1.GetBytes(head), limit.Token);
        client.Reset();
    }
}
