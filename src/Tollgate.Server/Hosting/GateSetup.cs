using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;
using Tollgate.Server.Labels;
using Tollgate.Server.Models;
using Tollgate.Server.Telemetry;
using Tollgate.Server.Transactions;

namespace Tollgate.Server.Hosting;

/// <summary>Opens the gate of the data folder, for the server and for the verbs that write it.</summary>
static class GateSetup
{
    public static IServiceCollection AddGate(this IServiceCollection services)
    {
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton(provider => Open(
            provider.GetRequiredService<Settings>(),
            provider.GetRequiredService<ModelRegistry>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TransactionReader>();
        services.AddSingleton<DecideOne>();
        services.AddSingleton<DecideBatch>();
        services.AddSingleton<PostLabels>();
        services.AddSingleton<GetTransaction>();
        services.AddHostedService<GateHost>();
        // Behind the gate, so that it stops before the gate does.
        services.AddSingleton<FirstTraining>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstTraining>());
        return services;
    }

    /// <summary>Opens the logs and recovers the state; <see cref="Gate.Start"/> is still to be called.</summary>
    /// <exception cref="OperatorException">The folder is in use or its content is not whole.</exception>
    public static Gate Open(Settings settings, ModelRegistry registry, TimeProvider clock)
    {
        var decisions = settings.Decisions;
        var failed = decisions.ModelFailedPolicy == ModelFailedPolicy.Review
            ? DecisionKind.Review
            : DecisionKind.Approve;
        var policy = new Policy(decisions.Review, decisions.Block, failed, settings.Rates.Base, settings.Rates.Table);
        try
        {
            return Recovery.Open(SettingsOf(settings), DefaultFeatures.Set, policy, registry.Load, clock);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            throw new OperatorException("Tollgate:DataFolder", e.Message);
        }
    }

    public static GateSettings SettingsOf(Settings settings) => new(
        settings.DataFolder,
        settings.Durability,
        settings.Decisions.IdempotencyWindow,
        settings.SnapshotEvery * AverageEventBytes,
        Retention: settings.Retention);

    const long AverageEventBytes = 256;
}

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
