using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Telemetry;

/// <summary>Metrics at /metrics for Prometheus; metrics and traces by OTLP where an endpoint is set.</summary>
static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<LatencyRecorder>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("tollgate"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("Tollgate.*").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                metrics.AddPrometheusExporter();
                if (settings.Telemetry.Otlp is { } collector)
                    metrics.AddOtlpExporter(options => options.Endpoint = collector);
            });
        // A trace costs every request; it is made only for someone who collects it.
        if (settings.Telemetry.Otlp is { } endpoint)
        {
            telemetry.WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(options => options.Endpoint = endpoint));
        }
    }

    public static void MapTelemetry(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
}
