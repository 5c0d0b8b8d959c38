namespace Tollgate.Server.Overview;

static class OverviewSetup
{
    public static void AddOverview(this IServiceCollection services)
    {
        services.AddSingleton<DecisionRate>();
        services.AddHostedService<HeartbeatPublisher>();
    }
}
