using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Hosting;

/// <summary>Healthy while the log can be written.</summary>
sealed class LogHealth(Gate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(gate.Fault is { } fault
            ? HealthCheckResult.Unhealthy(fault.Kind == GateFaultKind.LoopFailed
                ? fault.ToSentence()
                : "The log cannot be written; the server's log says why.")
            : HealthCheckResult.Healthy());
}
