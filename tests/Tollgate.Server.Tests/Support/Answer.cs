using System.Net.Http.Headers;

namespace Tollgate.Server.Tests.Support;

/// <summary>An answer read to its end.</summary>
sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, string? Type)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement this[string name] => Json.GetProperty(name);

    public string Text(string name) => Json.Text(name);

    public IEnumerable<JsonElement> Lines =>
        Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>Status and the last part of the problem's type.</summary>
    public (int Status, string Code) Problem
    {
        get
        {
            Assert.Equal("application/problem+json", Type);
            Assert.Equal((int)Status, Json.Int("status"));
            return ((int)Status, Json.Text("type").Replace("urn:tollgate:problem:", ""));
        }
    }

    public Answer EnsureSuccess() => IsSuccess ? this : throw new HttpRequestException(ToString());

    public override string ToString() => $"{(int)Status} {Body}";
}

static class JsonReading
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static int Int(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    public static IEnumerable<JsonElement> List(this JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray();
}
