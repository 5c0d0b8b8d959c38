using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Configuration;
using Tollgate.Server.Models;
using Tollgate.Server.Storage;

[assembly: AssemblyFixture(typeof(Tollgate.Server.Tests.Support.CaseServer))]

namespace Tollgate.Server.Tests.Support;

/// <summary>
/// The real server on a port of its own, with a small model trained on simulated history, so that real payments become
/// risky. Tests share it and keep apart by their users.
/// </summary>
public sealed class CaseServer : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("tollgate-cases-").FullName;
    readonly string[] settings;
    WebApplication app = null!;

    public CaseServer()
        : this([])
    {
    }

    internal CaseServer(string[] settings) => this.settings = settings;

    public HttpClient Admin { get; private set; } = null!;
    internal Payments Payments { get; private set; } = null!;
    internal Settings Settings { get; private set; } = null!;
    internal Uri Url { get; private set; } = null!;

    internal T Part<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Start();
        await Train();
    }

    internal async Task Start()
    {
        app = ServerApp.Build(
            [
                $"--Tollgate:DataFolder={folder}", "--Urls=http://127.0.0.1:0", "--Tollgate:Demo=true",
                "--Tollgate:Decisions:Review=0.97", "--Tollgate:Decisions:Block=0.99", .. settings,
            ],
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await app.StartAsync();
        Url =
            new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Settings = Part<Settings>();
        Payments = new(Part<Gate>());
        Admin = await SignIn("admin", "admin123");
    }

    internal async Task Stop()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    internal HttpClient Client() => new() { BaseAddress = Url };

    internal async Task<HttpClient> SignIn(string name, string password)
    {
        var client = Client();
        var answer = await client.PostAsJsonAsync("/api/session", new { username = name, password });
        var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", session.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>A new user of a role, signed in.</summary>
    internal async Task<HttpClient> A(string role, string name)
    {
        var made = await
            Admin.PostAsJsonAsync(
                "/api/users", new { username = name, password = "a long password", roles = new[] { role } });
        made.EnsureSuccessStatusCode();
        return await SignIn(name, "a long password");
    }

    internal async Task<T> Database<T>(Func<TollgateDb, Task<T>> work)
    {
        await using var db = await Part<IDbContextFactory<TollgateDb>>().CreateDbContextAsync();
        return await work(db);
    }

    /// <summary>Sends risky payments of a user and waits for their case.</summary>
    internal async Task<JsonElement> CaseOf(string userId, int payments = 3)
    {
        var risky = await Payments.Burst(userId, payments);
        Assert.NotEmpty(risky);
        return await Eventually.Is(
            () =>
                OpenCaseOf(userId),
                found => found.ValueKind == JsonValueKind.Object && found.Int("transaction_count") >= risky.Count);
    }

    internal async Task<JsonElement> OpenCaseOf(string userId)
    {
        var page = await Admin.GetFromJsonAsync<JsonElement>($"/api/cases?status=OPEN&entity=user:{userId}");
        return page.GetProperty("items").EnumerateArray().SingleOrDefault();
    }

    async Task Train()
    {
        var gate = Part<Gate>();
        await Payments.History(4_000);
        var registry = Part<ModelRegistry>();
        var training = Trainer.Train(
            Settings.Gate, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue,
            new ForestSettings(Trees: 50), (0.97, 0.99));
        var model = registry.Register(training.Model, training.Metrics);
        await gate.ChangeAsync(record => record with { Model = model.Reference });
    }
}
