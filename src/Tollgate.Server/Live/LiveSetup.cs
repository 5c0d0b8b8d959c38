using Tollgate.Server.Overview;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Live;

/// <summary>Wires up what shows the present: the feed, the rate, the latencies.</summary>
static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<DecisionRate>();
        services.AddSingleton<LatencyRecorder>();
        services.AddSingleton<HeartbeatPublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<HeartbeatPublisher>());
    }
}
