using Tollgate.Engine.Pipeline;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Hosting;

/// <summary>Starts the gate with the server and stops it behind the last request.</summary>
sealed class GateHost(Gate gate, ServerMetrics metrics, ILogger<GateHost> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (var notice in gate.Notices)
            logger.Log(notice);
        gate.Faulted += logger.Log;
        gate.Recovered += () => logger.LogWritten();
        metrics.Observe(gate);
        gate.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.Run(gate.Dispose, cancellation);
}
