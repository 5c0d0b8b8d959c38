using Microsoft.AspNetCore.HostFiltering;

namespace Tollgate.Server.Http;

/// <summary>How requests are read and answered, whatever they are about.</summary>
static class HttpSetup
{
    public const string DefaultUrl = "http://127.0.0.1:8000";

    public static void AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Make(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // A page elsewhere must not reach a gate on this machine through a name of its own (DNS rebinding).
        if (configuration["AllowedHosts"] is null && IsLocalOnly(configuration["Urls"]))
        {
            services.Configure<HostFilteringOptions>(
                options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        }
    }

    static bool IsLocalOnly(string? urls) =>
        (urls ?? DefaultUrl).Split(';')
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback);
}
