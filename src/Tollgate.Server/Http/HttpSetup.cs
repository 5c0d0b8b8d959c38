using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tollgate.Server.Http;

/// <summary>How requests are read and answered, whatever they are about.</summary>
static class HttpSetup
{
    public const string DefaultUrl = "http://127.0.0.1:8000";

    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // What a connection sends before anybody reads it; what it takes is given back late, so a crowd must not get
        // the usual 1 MiB each.
        kestrel.Limits.MaxRequestBufferSize = 64 << 10;
    }

    public static void AddHttp(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Make(options.SerializerOptions));
        services.AddSingleton<FailedRequests>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // HostCheck does its work.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
    }
}
