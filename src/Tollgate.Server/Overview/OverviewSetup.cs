using Tollgate.Server.Live;

namespace Tollgate.Server.Overview;

static class OverviewSetup
{
    public static void AddOverview(this IServiceCollection services)
    {
        services.AddSingleton<DecisionRate>();
        services.AddHostedService<HeartbeatPublisher>();
        services.AddLiveEvent<Heartbeat>("heartbeat", "At once and every 5 s: the server lives.");
    }
}
