using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Configuration;
using Tollgate.Server.Models;

namespace Tollgate.Server.Hosting;

/// <summary>Opens the gate of the data folder, for the server and for the verbs that write it.</summary>
static class GateSetup
{
    public static void AddGate(this IServiceCollection services)
    {
        services.AddSingleton(provider => Open(
            provider.GetRequiredService<Settings>(),
            provider.GetRequiredService<ModelRegistry>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<GateHost>();
        // Background work that fails is told by the log and by readiness; the gate goes on deciding.
        services.Configure<HostOptions>(
            options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.AddHealthChecks().AddCheck<LogHealth>("log").AddCheck<BackgroundHealth>("background");
    }

    /// <summary>
    /// As <see cref="Open(Settings, ModelRegistry, TimeProvider)"/>, for work outside the server; tells on standard
    /// error what was cut off. A snapshot is written at the end alone: in between each would take longer than the one
    /// before, and after a crash the next start decides the log again, faster than it came in.
    /// </summary>
    public static Gate OpenAlone(Settings settings, ModelRegistry registry, TimeProvider clock)
    {
        var gate = Open(settings, settings.Gate with { SnapshotEvery = long.MaxValue }, registry, clock);
        foreach (var notice in gate.Notices)
            Console.Error.WriteLine(notice.Cause.Message);
        return gate;
    }

    /// <summary>Opens the logs and recovers the state; <see cref="Gate.Start"/> is still to be called.</summary>
    /// <exception cref="OperatorException">The folder is in use or its content is not whole.</exception>
    public static Gate Open(Settings settings, ModelRegistry registry, TimeProvider clock) =>
        Open(settings, settings.Gate, registry, clock);

    static Gate Open(Settings settings, GateSettings gate, ModelRegistry registry, TimeProvider clock)
    {
        var decisions = settings.Decisions;
        var failed = decisions.ModelFailedPolicy == ModelFailedPolicy.Review
            ? DecisionKind.Review
            : DecisionKind.Approve;
        var policy = new Policy(
            decisions.Review, decisions.Block, failed, settings.Rates.Base, settings.Rates.Table,
            decisions.IdempotencyWindow);
        try
        {
            return Recovery.Open(gate, DefaultFeatures.Set, policy, registry.Load, clock);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            throw new OperatorException("Tollgate:DataFolder", e.Message);
        }
    }
}
