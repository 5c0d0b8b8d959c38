using System.Net;
using System.Net.Http.Headers;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Simulation;

/// <summary>Calls a gate as any machine does: signed, and again after a while when the gate is full.</summary>
/// <param name="http">Its base address is the gate.</param>
/// <param name="keyId">Of a key that may decide.</param>
sealed class GateClient(HttpClient http, string keyId, byte[] secret, TimeProvider clock)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Calls that were repeated because the gate was full or could not be reached.</summary>
    public long Repeated => Interlocked.Read(ref repeated);

    readonly RequestSigner signer = new(keyId, secret);
    long repeated;

    /// <summary>Posts one JSON body until it is answered by anything but 429, 503 or silence.</summary>
    /// <param name="attempts">After as many the last answer, or the failure to get one, stands.</param>
    /// <exception cref="HttpRequestException">The gate cannot be reached.</exception>
    public async Task<HttpResponseMessage> Post(string path, byte[] json, int attempts, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            HttpResponseMessage? answer = null;
            try
            {
                using var request = Sign(path, json);
                answer = await http.SendAsync(request, cancellation);
                var full = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
                if (!full || attempt >= attempts)
                    return answer;
            }
            catch (HttpRequestException) when (attempt < attempts)
            {
                // The gate may be starting again.
            }
            Interlocked.Increment(ref repeated);
            var wait = answer?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer?.Dispose();
            await Task.Delay(wait < Longest ? wait : Longest, clock, cancellation);
        }
    }

    HttpRequestMessage Sign(string path, byte[] json)
    {
        var target = new Uri(http.BaseAddress!, path);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        signer.Sign(request, json, clock.GetUtcNow());
        return request;
    }
}
