using Microsoft.AspNetCore.HostFiltering;

namespace Tollgate.Server.Http;

/// <summary>How requests are read and answered, whatever they are about.</summary>
static class HttpSetup
{
    public const string DefaultUrl = "http://127.0.0.1:8000";

    public static void AddHttp(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Make(options.SerializerOptions));
        services.AddSingleton<FailedRequests>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // HostCheck does its work.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
    }
}
