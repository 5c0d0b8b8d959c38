using Tollgate.Engine.Pipeline;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Hosting;

/// <summary>Starts the gate with the server and stops it behind the last request.</summary>
sealed class GateHost(Gate gate, Readiness readiness, ServerMetrics metrics, ILogger<GateHost> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellation)
    {
        gate.Trouble += (sentence, cause) => logger.GateTrouble(cause, sentence);
        readiness.Add("log", _ => ValueTask.FromResult(
            gate.Ailment is { } why ? $"The log cannot be written: {why}" : null));
        metrics.Observe(gate);
        gate.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.Run(gate.Dispose, cancellation);
}
