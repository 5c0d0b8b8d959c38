using System.Buffers.Text;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Tests.Support;

/// <summary>
/// The real server on a free port, with clients for it. Nothing in it is replaced but, on request, the clock, and the
/// cost of a password.
/// </summary>
sealed class TollgateServer : IAsyncDisposable
{
    /// <summary>A time for a clock that stands still.</summary>
    public const string Noon = "2026-11-23T12:00:00Z";

    /// <summary>Of every user but the administrator of the demo.</summary>
    public const string Password = "right horse";

    readonly TemporaryFolder? own;
    // Cookies by hand: the tests look at them.
    readonly SocketsHttpHandler connections = new() { UseCookies = false, AllowAutoRedirect = false };
    readonly FakeTimeProvider? stillClock;
    readonly Func<Task<WebApplication>> open;
    WebApplication app = null!;

    TollgateServer(string? now, bool demo, string? folder, string[] settings, Action<WebApplication>? map)
    {
        stillClock = now is null ? null : new FakeTimeProvider(DateTimeOffset.Parse(now));
        own = folder is null ? new() : null;
        Folder = folder ?? own!.Data;
        open = () => Open(demo, settings, map);
    }

    public string Folder { get; }
    public IServiceProvider Services => app.Services;
    public Settings Settings { get; private set; } = null!;
    public Gate Gate => Resolve<Gate>();
    public Payments Payments => field ??= new(this);
    public Uri Url => new(app.Urls.Single());

    /// <summary>Of nobody who is signed in.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Of the administrator of the demo.</summary>
    public HttpClient Admin { get; private set; } = null!;

    public FakeTimeProvider Clock =>
        stillClock ?? throw new InvalidOperationException("Start it with now: TollgateServer.Noon to move its clock.");

    /// <param name="now">What its clock says, which then stands still; without it the clock is the real one.</param>
    /// <param name="demo">Demo mode: the user admin / admin123 is there.</param>
    /// <param name="model">With a small model trained on simulated history, so that real payments become risky.</param>
    /// <param name="folder">A data folder that outlives it; without it one of its own.</param>
    /// <param name="settings">More settings, as on the command line.</param>
    /// <param name="map">More endpoints.</param>
    public static async Task<TollgateServer> Start(
        string? now = null, bool demo = true, bool model = false, string? folder = null, string[]? settings = null,
        Action<WebApplication>? map = null)
    {
        string[] all = [.. model ? SmallModel.Settings : [], .. settings ?? []];
        var server = new TollgateServer(now, demo, folder, all, map);
        await server.StartAgain();
        if (model)
            await SmallModel.Train(server);
        return server;
    }

    /// <summary>Starts it on the same folder after <see cref="Stop"/>.</summary>
    public async Task StartAgain()
    {
        app = await open();
        Settings = Resolve<Settings>();
        Http = new HttpClient(connections, disposeHandler: false) { BaseAddress = Url };
        if (Settings.Demo)
            Admin = await SignIn("admin", "admin123");
    }

    public async Task Stop()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async Task Restart()
    {
        await Stop();
        await StartAgain();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        connections.Dispose();
        own?.Dispose();
    }

    public T Resolve<T>() where T : notnull => Services.GetRequiredService<T>();

    public TollgateDb OpenDatabase() => Tollgate.Server.Storage.Database.Open(Settings);

    public async Task<T> Database<T>(Func<TollgateDb, Task<T>> work)
    {
        await using var db = OpenDatabase();
        return await work(db);
    }

    /// <summary>A new user of a role, signed in.</summary>
    /// <param name="name">Without one the role is the name.</param>
    public async Task<HttpClient> As(string role, string? name = null)
    {
        var user = new { username = name ?? role, password = Password, roles = new[] { role } };
        (await Admin.Post("/api/users", user)).EnsureSuccess();
        return await SignIn(name ?? role);
    }

    public async Task<HttpClient> SignIn(string name, string password = Password)
    {
        var answer = await Http.PostForm(
            "/api/token", ("grant_type", "password"), ("username", name), ("password", password));
        return Bearer(answer.EnsureSuccess().Text("access_token"));
    }

    /// <summary>A client that shows an access token with every call.</summary>
    public HttpClient Bearer(string token) => new(connections, disposeHandler: false)
    {
        BaseAddress = Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>A machine with a new key of these scopes.</summary>
    public Task<Machine> Machine(params string[] scopes) => NamedMachine("shop", scopes);

    public async Task<Machine> NamedMachine(string name, params string[] scopes)
    {
        var key = (await Admin.Post("/api/keys", new { name, scopes })).EnsureSuccess();
        // Asked for at every call, as the server comes back elsewhere after a restart.
        return new Machine(
            () => Url, key.Text("key_id"), Base64Url.DecodeFromChars(key.Text("secret")), Resolve<TimeProvider>());
    }

    async Task<WebApplication> Open(bool demo, string[] settings, Action<WebApplication>? map)
    {
        var built = ServerApp.Build(
            [
                "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None",
                "--Tollgate:DataFolder=" + Folder, "--Tollgate:Demo=" + demo, .. settings,
            ],
            builder =>
            {
                if (stillClock is not null)
                    builder.Services.AddSingleton<TimeProvider>(stillClock);
                // Slow on purpose in production, and most of the time of a test.
                builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            });
        map?.Invoke(built);
        await built.StartAsync();
        return built;
    }
}
