using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>
/// What a caller may know of the server: tokens and keys that stay good, and things that may be changed or destroyed.
/// </summary>
sealed class World
{
    public const string Password = "right horse";

    public required DateTimeOffset Now { get; init; }

    /// <summary>Role, or how the token came about, → the token.</summary>
    public required Dictionary<string, string> Tokens { get; init; }

    /// <summary>A key for each scope and, at the end, one with all.</summary>
    public required SigningKey[] Keys { get; init; }

    public required string[] Transactions { get; init; }
    public required string[] Cases { get; init; }
    public required string[] Cursors { get; init; }
    public required string[] Users { get; init; }
    public required string[] SpareKeys { get; init; }
    public required string[] RefreshTokens { get; init; }

    /// <param name="round">Names what is made, as there are several worlds in the life of a server.</param>
    public static async Task<World> Make(HttpClient http, int round)
    {
        var admin = (await SignIn(http, "admin", "admin123")).Access;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
        var tokens = new Dictionary<string, string> { ["admin"] = admin };
        foreach (var role in new[] { "lead", "analyst", "auditor" })
        {
            await Add(http, $"{role}-{round}", role);
            tokens[role] = (await SignIn(http, $"{role}-{round}", Password)).Access;
        }
        tokens["narrowed"] = (await SignIn(http, $"analyst-{round}", Password, "read")).Access;

        string[] users = [.. Enumerable.Range(0, 6).Select(i => $"target-{round}-{i}")];
        foreach (var user in users)
            await Add(http, user, "analyst");
        var keys = new List<SigningKey>();
        foreach (var scopes in new[] { "decide", "label", "cases", "read", "decide label cases read" })
            keys.Add(await NewKey(http, scopes));
        var (keyId, secret, _) = keys[^1];
        tokens["machine"] = await Token(
            http, ("grant_type", "client_credentials"), ("client_id", keyId), ("client_secret", secret));
        var refresh = new List<string>();
        foreach (var user in users)
            refresh.Add((await SignIn(http, user, Password)).Refresh);
        var spare = new List<string>();
        for (var i = 0; i < 6; i++)
            spare.Add((await NewKey(http, "read")).Id);

        var transactions = await Decide(http, keys[^1], round);
        return new World
        {
            Now = TimeProvider.System.GetUtcNow(),
            Tokens = tokens,
            Keys = [.. keys],
            Transactions = transactions,
            Cases = await Report(http, keys[^1], transactions),
            Cursors = await FirstCursors(http),
            Users = users,
            SpareKeys = [.. spare],
            RefreshTokens = [.. refresh],
        };
    }

    static async Task<string[]> Decide(HttpClient http, SigningKey key, int round)
    {
        var ids = Enumerable.Range(0, 8).Select(i => $"known-{round}-{i}").ToArray();
        for (var i = 0; i < ids.Length; i++)
            await Send(http, key, "/api/decisions", Some.Payment(ids[i], $"user-{round}-{i}"));
        return ids;
    }

    static async Task<string[]> Report(HttpClient http, SigningKey key, string[] transactions)
    {
        var made = new List<string>();
        foreach (var id in transactions)
        {
            var report = new JsonObject { ["transaction_id"] = id, ["user_id"] = id.Replace("known", "user") };
            made.Add((await Send(http, key, "/internal/cases", report)).GetProperty("id").GetString()!);
        }
        return [.. made];
    }

    static async Task<JsonElement> Send(HttpClient http, SigningKey key, string path, JsonObject document)
    {
        var body = Encoding.UTF8.GetBytes(document.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in key.Sign("POST", path, body, Guid.NewGuid().ToString("N")))
            request.Headers.Add(name, value);
        // A bearer would go before the signature.
        using var client = new HttpClient { BaseAddress = http.BaseAddress };
        using var answer = await client.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string[]> FirstCursors(HttpClient http)
    {
        var cursors = new List<string>();
        foreach (var sort in new[] { "newest", "oldest", "risk", "amount" })
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/cases?limit=2&sort={sort}");
            if (page.GetProperty("next_cursor").GetString() is { } cursor)
                cursors.Add(cursor);
        }
        return [.. cursors, "17"];
    }

    static async Task Add(HttpClient http, string username, string role)
    {
        using var made = await http.PostAsJsonAsync(
            "/api/users", new { username, password = Password, roles = new[] { role } });
        made.EnsureSuccessStatusCode();
    }

    static async Task<SigningKey> NewKey(HttpClient http, string scopes)
    {
        using var made = await http.PostAsJsonAsync("/api/keys", new { name = "shop", scopes = scopes.Split(' ') });
        var key = await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new(key.GetProperty("key_id").GetString()!, key.GetProperty("secret").GetString()!, scopes);
    }

    static async Task<(string Access, string Refresh)> SignIn(
        HttpClient http, string username, string password, string? scope = null)
    {
        using var answer = await http.PostAsync("/api/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = username,
            ["password"] = password,
            ["scope"] = scope ?? "",
        }));
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return (made.GetProperty("access_token").GetString()!, made.GetProperty("refresh_token").GetString()!);
    }

    static async Task<string> Token(HttpClient http, params (string Name, string Value)[] form)
    {
        using var answer = await http.PostAsync(
            "/api/token", new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value))));
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return made.GetProperty("access_token").GetString()!;
    }
}
