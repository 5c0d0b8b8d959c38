using Microsoft.AspNetCore.OpenApi;

namespace Tollgate.Server.Live;

static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.Configure<OpenApiOptions>("v1", options => options.AddSchemaTransformer(LiveEventKind.Describe));
    }

    /// <summary>Tells the API description of events that a feature publishes.</summary>
    public static void AddLiveEvent<TData>(this IServiceCollection services, string name, string text) =>
        services.AddSingleton(new LiveEventKind(name, typeof(TData), text));
}
