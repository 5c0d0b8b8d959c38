using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tollgate.Server.Hosting;

/// <summary>Healthy while no background work has ended by an exception, which the host logs.</summary>
sealed class BackgroundHealth(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation)
    {
        var failed = services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(work => work.ExecuteTask is { IsFaulted: true }).Select(work => work.GetType().Name).ToList();
        return Task.FromResult(failed.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"{string.Join(", ", failed)} has failed; restart the gate."));
    }
}
