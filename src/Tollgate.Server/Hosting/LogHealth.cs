using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Hosting;

/// <summary>Healthy while the log can be written, and all of it read.</summary>
sealed class LogHealth(Gate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(gate.Fault is { } fault
            ? HealthCheckResult.Unhealthy(fault.ToSentence())
            : gate.Damage is { } damage
                ? HealthCheckResult.Degraded(damage.Message)
                : HealthCheckResult.Healthy());
}
