using System.Net.Http.Json;

namespace Tollgate.Server.Tests.Support;

/// <summary>Makes, reads and changes cases.</summary>
static class CaseCalls
{
    /// <summary>Sends risky payments of a user and waits for their case.</summary>
    public static async Task<JsonElement> CaseOf(this TollgateServer server, string userId, int payments = 3)
    {
        var risky = await server.Payments.Burst(userId, payments);
        Assert.NotEmpty(risky);
        return await Eventually.Is(
            () => server.OpenCaseOf(userId),
            found => found.ValueKind == JsonValueKind.Object && found.Int("transaction_count") >= risky.Count);
    }

    public static async Task<JsonElement> OpenCaseOf(this TollgateServer server, string userId) =>
        (await server.Admin.GetJson($"/api/cases?status=OPEN&entity=user:{userId}")).List("items").SingleOrDefault();

    public static async Task<JsonElement> Close(this TollgateServer server, JsonElement found, string status)
    {
        var (_, tag) = await server.Admin.ReadCase(found.Text("id"));
        var answer = await server.Admin.PatchCase(found.Text("id"), new { status }, tag);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    public static async Task<(JsonElement Detail, string ETag)> ReadCase(this HttpClient client, string id)
    {
        var answer = await client.Get($"/api/cases/{id}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (answer.Json, answer.Headers.ETag!.ToString());
    }

    public static Task<Answer> PatchCase(this HttpClient client, string id, object change, string? ifMatch)
    {
        var request =
            new HttpRequestMessage(HttpMethod.Patch, $"/api/cases/{id}") { Content = JsonContent.Create(change) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.Call(request);
    }
}
