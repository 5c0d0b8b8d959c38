using System.Net.Http.Headers;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Tests.Support;

/// <summary>A machine that signs its calls with one key.</summary>
/// <param name="Server">Where the server is; asked at every call, as it may come back elsewhere.</param>
sealed record Machine(Func<Uri> Server, string Id, byte[] Secret, TimeProvider Clock)
{
    static readonly HttpClient Http = new();

    public Task<Answer> Decide(string json) => Post("/api/decisions", Encoding.UTF8.GetBytes(json));

    public Task<Answer> Batch(string lines, string query = "") =>
        Post("/api/decisions/batch" + query, Encoding.UTF8.GetBytes(lines), "application/x-ndjson");

    public Task<Answer> Label(string json) => Post("/api/labels", Encoding.UTF8.GetBytes(json));

    public Task<Answer> Read(string transactionId) =>
        Call(Sign(HttpMethod.Get, "/api/transactions/" + Uri.EscapeDataString(transactionId), []));

    public Task<Answer> Post(string target, byte[] body, string type = "application/json", string nonce = "")
    {
        var request = Sign(HttpMethod.Post, target, body, nonce: nonce);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return Call(request);
    }

    /// <summary>A signed request without its body.</summary>
    /// <param name="seconds">How far the timestamp is away from now.</param>
    public HttpRequestMessage Sign(HttpMethod method, string target, byte[] body, int seconds = 0, string nonce = "")
    {
        var request = new HttpRequestMessage(method, new Uri(Server(), target));
        new RequestSigner(Id, Secret).Sign(request, body, Clock.GetUtcNow().AddSeconds(seconds), nonce);
        return request;
    }

    public Task<Answer> Call(HttpRequestMessage request) => Http.Call(request);
}
