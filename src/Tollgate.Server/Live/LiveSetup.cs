namespace Tollgate.Server.Live;

static class LiveSetup
{
    public static void AddLive(this IServiceCollection services) => services.AddSingleton<LiveFeed>();
}
