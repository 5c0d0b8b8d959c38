using Tollgate.Server.Access;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;
using Tollgate.Server.Http;
using Tollgate.Server.Live;
using Tollgate.Server.Models;
using Tollgate.Server.Overview;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server;

/// <summary>Puts the server together, for <c>tollgate serve</c> and for tests.</summary>
static class ServerApp
{
    public const string DefaultUrl = "http://127.0.0.1:8000";

    /// <param name="overrides">Settings as on the command line: --Tollgate:DataFolder=data, --Urls=…</param>
    /// <param name="adjust">Last word on the parts, for tests: another clock.</param>
    /// <exception cref="OperatorException">A setting is wrong.</exception>
    public static WebApplication Build(string[] overrides, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Settings are read once; nobody watches the files.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. overrides],
            ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Configuration["Urls"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var settings = Settings.Read(builder.Configuration);
        // Reading the schema and wiring up the server take about as long as each other.
        var database = Task.Run(() => Database.Prepare(settings));

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(settings);
        services.AddAccess(settings);
        services.AddTelemetry(settings);
        services.AddHttp(builder.Configuration);
        services.AddGate();
        services.AddCases();
        services.AddLive();
        adjust?.Invoke(builder);

        var app = builder.Build();
        database.GetAwaiter().GetResult();
        app.UseHttp();
        app.UseAccess();
        app.MapHealth();
        app.MapAccess();
        app.MapAudit();
        app.MapDecisions();
        app.MapModels();
        app.MapCases();
        app.MapLive();
        app.MapOverview();
        app.MapTelemetry();
        app.MapOpenApiPages();
        return app;
    }
}
