using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tollgate.Server.Tests.Support;

/// <summary>Calls that many tests make.</summary>
static class CaseCalls
{
    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(path);

    public static Task<JsonElement> GetJson(this HttpClient client, string path) =>
        client.GetFromJsonAsync<JsonElement>(path);

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) =>
        client.PostAsJsonAsync(path, body);

    public static async Task<(JsonElement Detail, string ETag)> Read(this HttpClient client, string id)
    {
        var answer = await client.GetAsync($"/api/cases/{id}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.ETag!.ToString());
    }

    public static Task<HttpResponseMessage> Patch(this HttpClient client, string id, object change, string? ifMatch)
    {
        var request =
            new HttpRequestMessage(HttpMethod.Patch, $"/api/cases/{id}") { Content = JsonContent.Create(change) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    public static async Task<JsonElement> Close(this CaseServer server, JsonElement found, string status)
    {
        var (_, tag) = await server.Admin.Read(found.Text("id"));
        var answer = await server.Admin.Patch(found.Text("id"), new { status }, tag);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<string> Code(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("type").Split(':')[^1];
}
