using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases;
using Tollgate.Server.Cases.Projection;
using Tollgate.Server.Live;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Benchmarks.Driving;

/// <summary>The part of the server that makes cases of a gate's alerts, on a database of its own.</summary>
sealed class RunningCases : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly CaseProjection projection;

    public RunningCases(Gate gate, string folder)
    {
        var settings = ServerSettings.Of(folder);
        Database.Prepare(settings);
        var parts = new ServiceCollection();
        parts.AddLogging();
        parts.AddSingleton(settings);
        parts.AddSingleton(TimeProvider.System);
        parts.AddSingleton(gate);
        parts.AddMetrics();
        parts.AddSingleton<LatencyRecorder>();
        parts.AddSingleton<ServerMetrics>();
        parts.AddDatabase(settings);
        parts.AddAudit();
        parts.AddCases();
        parts.AddLive();
        services = parts.BuildServiceProvider();
        projection = services.GetRequiredService<CaseProjection>();
    }

    /// <summary>Goes on behind the last alert that is in a case.</summary>
    public Task Start() => projection.StartAsync(CancellationToken.None);

    public Task Stop() => projection.StopAsync(CancellationToken.None);

    /// <summary>Alerts that are in a case.</summary>
    public async Task<long> Alerts()
    {
        await using var db = Open();
        return await db.Set<CaseTransaction>().LongCountAsync();
    }

    public async Task<long> Cases()
    {
        await using var db = Open();
        return await db.Cases.LongCountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await services.DisposeAsync(); // not the gate, which was given
    }

    TollgateDb Open() => services.GetRequiredService<IDbContextFactory<TollgateDb>>().CreateDbContext();
}
