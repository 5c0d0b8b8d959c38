using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Hosting;

/// <summary>Healthy while the log can be written, and all of it read.</summary>
sealed class LogHealth(Gate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(gate.Fault is { } fault
            ? HealthCheckResult.Unhealthy(fault.Kind == GateFaultKind.LoopFailed
                ? fault.ToSentence()
                : "The log cannot be written; the server's log says why.")
            : gate.Damage is null
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("A log is damaged; the server's log says where."));
}
