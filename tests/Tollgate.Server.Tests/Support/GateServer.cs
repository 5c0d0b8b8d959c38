using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Tests.Support;

/// <summary>The real server on a free port and a folder of its own, in demo mode, with a client for it.</summary>
sealed class GateServer : IAsyncDisposable
{
    readonly string[] settings;
    WebApplication app;

    GateServer(string folder, string[] settings, WebApplication app)
    {
        (Folder, this.settings, this.app) = (folder, settings, app);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public string Folder { get; }
    public HttpClient Http { get; private set; }
    public Gate Gate => app.Services.GetRequiredService<Gate>();
    public Settings Settings => app.Services.GetRequiredService<Settings>();
    public IServiceProvider Services => app.Services;

    public static async Task<GateServer> Start(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-").FullName;
        return new GateServer(folder, settings, await Open(folder, settings));
    }

    /// <summary>Stops it in order and starts another on the same folder.</summary>
    public async Task Restart()
    {
        await Stop();
        app = await Open(Folder, settings);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task<MachineClient> NewKey(params string[] scopes)
    {
        using var scope = Services.CreateScope();
        var (key, secret) = Services.GetRequiredService<KeyMaker>().Make("shop", scopes);
        var db = scope.ServiceProvider.GetRequiredService<TollgateDb>();
        db.Add(key);
        await Services.GetRequiredService<CredentialCache>().Save(db, default);
        return new MachineClient(() => Http.BaseAddress!, key.Id, Base64Url.DecodeFromChars(secret));
    }

    public async Task<string> AdminToken()
    {
        using var answer = await Http.PostAsync("/api/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = "admin",
            ["password"] = "admin123",
        }));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Folder, recursive: true);
    }

    async Task Stop()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    static async Task<WebApplication> Open(string folder, string[] settings)
    {
        var app = ServerApp.Build(
            [
                $"--Tollgate:DataFolder={folder}", "--Tollgate:Demo=true", "--Urls=http://127.0.0.1:0",
                "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None", .. settings,
            ],
            // Slow on purpose in production, and most of the time of a test.
            builder => builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000));
        await app.StartAsync();
        return app;
    }
}
