using Microsoft.AspNetCore.HostFiltering;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Http;

/// <summary>What every request passes, in order.</summary>
static class HttpSetup
{
    public static void AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Make(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApiDocument();
        // A page elsewhere must not reach a gate on this machine through a name of its own (DNS rebinding).
        if (configuration["AllowedHosts"] is null && IsLocalOnly(configuration["Urls"]))
        {
            services.Configure<HostFilteringOptions>(
                options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        }
    }

    public static void UseHttp(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseSecurityHeaders();
        app.UseSignedDecisions();
        app.UseRouting();
        app.UseDashboard();
    }

    static bool IsLocalOnly(string? urls) =>
        (urls ?? ServerApp.DefaultUrl).Split(';')
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback);
}
