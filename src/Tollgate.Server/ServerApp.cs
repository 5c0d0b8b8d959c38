using Tollgate.Server.Access;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Labels;
using Tollgate.Server.Live;
using Tollgate.Server.Models;
using Tollgate.Server.Overview;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;
using Tollgate.Server.Transactions;

namespace Tollgate.Server;

/// <summary>Puts the server together, for <c>tollgate serve</c> and for tests.</summary>
static class ServerApp
{
    /// <param name="overrides">Settings as on the command line: --Tollgate:DataFolder=data, --Urls=…</param>
    /// <param name="adjust">Last word on the parts, for tests: another clock.</param>
    /// <exception cref="OperatorException">A setting is wrong.</exception>
    public static WebApplication Build(string[] overrides, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Settings are read once; nobody watches the files.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. overrides, Proxies.WithoutBlindTrust],
            ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Configuration["Urls"] is null)
            builder.WebHost.UseUrls(HttpSetup.DefaultUrl);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(HttpSetup.Limit);
        var settings = Settings.Read(builder.Configuration);
        // Reading the schema and wiring up the server take about as long as each other.
        var database = Task.Run(() => Schema.Prepare(settings));

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(settings);
        services.AddTelemetry(settings);
        services.AddHttp();
        services.AddRequestLimits(settings.Limits);
        services.AddOpenApiDocument();
        services.AddAudit();
        services.AddAccess(settings);
        // Parts stop in the reverse order: what asks the gate must stop before it.
        services.AddGate();
        services.AddDecisions();
        services.AddTransactions();
        services.AddModels();
        services.AddLabels();
        services.AddCases();
        services.AddLive();
        services.AddOverview();
        adjust?.Invoke(builder);

        var app = builder.Build();
        database.GetAwaiter().GetResult();
        app.UseSignedDecisions();
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseProxies();
        app.UseHostCheck();
        app.UseRouting();
        app.UseDashboard();
        app.UseAccess();
        app.UseRequestLimits();
        app.MapHealth();
        app.MapTelemetry();
        app.MapOpenApiPages();
        app.MapAccess();
        app.MapAudit();
        app.MapDecisions();
        app.MapTransactions();
        app.MapModels();
        app.MapLabels();
        app.MapCases();
        app.MapLive();
        app.MapOverview();
        return app;
    }
}
