using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Tests.Support;

/// <summary>Signs calls with one key.</summary>
/// <param name="server">Where it is; asked at every call, as a server may come back elsewhere.</param>
sealed class MachineClient(Func<Uri> server, string id, byte[] secret)
{
    static readonly HttpClient Http = new();

    public string Id => id;

    public Task<Answer> Decide(string json) => Post("/api/decisions", Encoding.UTF8.GetBytes(json));

    public Task<Answer> Batch(string lines, string query = "") =>
        Post("/api/decisions/batch" + query, Encoding.UTF8.GetBytes(lines), "application/x-ndjson");

    public Task<Answer> Label(string json) => Post("/api/labels", Encoding.UTF8.GetBytes(json));

    public Task<Answer> Read(string transactionId) =>
        Send(Sign(HttpMethod.Get, "/api/transactions/" + Uri.EscapeDataString(transactionId), []));

    public Task<Answer> Post(string target, byte[] body, string type = "application/json")
    {
        var request = Sign(HttpMethod.Post, target, body);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return Send(request);
    }

    /// <param name="seconds">How far the timestamp is away from now.</param>
    public HttpRequestMessage Sign(HttpMethod method, string target, byte[] body, int seconds = 0)
    {
        var time = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString();
        var request = new HttpRequestMessage(method, new Uri(server(), target));
        request.Headers.Add("X-Tollgate-Key", id);
        request.Headers.Add("X-Tollgate-Timestamp", time);
        request.Headers.Add(
            "X-Tollgate-Signature", RequestSignature.Sign(secret, method.Method, target, time, "", body));
        return request;
    }

    public Task<Answer> Send(HttpRequestMessage request) => Answer.Of(Http, request);
}

/// <summary>An answer read to its end.</summary>
sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, string? Type)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement this[string name] => Json.GetProperty(name);

    public IEnumerable<JsonElement> Lines =>
        Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    public static async Task<Answer> Of(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            return new Answer(
                response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers,
                response.Content.Headers.ContentType?.MediaType);
        }
    }
}
