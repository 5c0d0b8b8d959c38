using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Tollgate.Server.Tests.Support;

/// <summary>The real server on a free port, over a data folder of its own, with a clock that stands still.</summary>
sealed class RunningServer : IAsyncDisposable
{
    public const string Admin = "admin";
    public const string AdminPassword = "admin123";

    readonly WebApplication app;
    readonly bool keepsFolder;

    RunningServer(WebApplication app, FakeTimeProvider clock, string folder, bool keepsFolder)
    {
        (this.app, Clock, Folder, this.keepsFolder) = (app, clock, folder, keepsFolder);
        // Cookies by hand: the tests look at them.
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
    }

    public HttpClient Http { get; }
    public FakeTimeProvider Clock { get; }
    public string Folder { get; }
    public IServiceProvider Services => app.Services;

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "tollgate-" + Guid.NewGuid().ToString("N"));

    /// <param name="folder">One that another gate also uses, or used before.</param>
    /// <param name="demo">Demo mode: the user admin / admin123 is there.</param>
    /// <param name="map">More endpoints.</param>
    /// <param name="settings">More settings, as on the command line.</param>
    /// <param name="now">What its clock says; to move it by days would run every tick in between.</param>
    public static async Task<RunningServer> Start(
        string? folder = null,
        bool demo = true,
        Action<WebApplication>? map = null,
        string[]? settings = null,
        string now = "2026-11-23T12:00:00Z")
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(now));
        var place = folder ?? NewFolder();
        string[] overrides =
        [
            "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None",
            "--Tollgate:DataFolder=" + place, "--Tollgate:Demo=" + demo, .. settings ?? [],
        ];
        var app = ServerApp.Build(overrides, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            // Slow on purpose in production, and most of the time of a test.
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        });
        map?.Invoke(app);
        await app.StartAsync();
        return new RunningServer(app, clock, place, folder is not null);
    }

    /// <summary>The access token of a password.</summary>
    public async Task<string> SignIn(string name = Admin, string password = AdminPassword)
    {
        using var answer = await Http.PostAsync("/api/token", Form(
            ("grant_type", "password"), ("username", name), ("password", password)));
        answer.EnsureSuccessStatusCode();
        return (await answer.Json()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Adds a user with one role and signs in.</summary>
    public async Task<string> SignInAs(string role)
    {
        var admin = await SignIn();
        using var made = await Send(
            HttpMethod.Post, "/api/users", admin,
            new { username = role, password = "right horse", roles = new[] { role } });
        made.EnsureSuccessStatusCode();
        return await SignIn(role, "right horse");
    }

    public async Task<(string Id, byte[] Secret)> NewKey(params string[] scopes)
    {
        using var made = await Send(HttpMethod.Post, "/api/keys", await SignIn(), new { name = "shop", scopes });
        made.EnsureSuccessStatusCode();
        var key = await made.Json();
        return (key.GetProperty("key_id").GetString()!,
            System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty("secret").GetString()!));
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token = null, object? body = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token);

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!keepsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}

static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Status and the last part of the problem's type.</summary>
    public static async Task<(int Status, string Code)> Problem(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Json();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        return ((int)answer.StatusCode, problem.GetProperty("type").GetString()!.Replace("urn:tollgate:problem:", ""));
    }
}
