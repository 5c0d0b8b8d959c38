using System.Net.Http.Json;

namespace Tollgate.Server.Tests.Support;

/// <summary>Calls whose answer is read to its end.</summary>
static class HttpCalls
{
    public static Task<Answer> Get(this HttpClient client, string path) => client.Call(HttpMethod.Get, path);

    public static async Task<JsonElement> GetJson(this HttpClient client, string path) =>
        (await client.Get(path)).EnsureSuccess().Json;

    public static Task<Answer> Post(this HttpClient client, string path, object? body = null) =>
        client.Call(HttpMethod.Post, path, body);

    public static Task<Answer> Patch(this HttpClient client, string path, object body) =>
        client.Call(HttpMethod.Patch, path, body);

    public static Task<Answer> Delete(this HttpClient client, string path) => client.Call(HttpMethod.Delete, path);

    public static Task<Answer> PostForm(
        this HttpClient client, string path, params (string Name, string Value)[] fields) =>
        client.Call(new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(fields) });

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static Task<Answer> Call(this HttpClient client, HttpMethod method, string path, object? body = null) =>
        client.Call(new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        });

    public static async Task<Answer> Call(this HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            return new Answer(
                response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers,
                response.Content.Headers.ContentType?.MediaType);
        }
    }
}
