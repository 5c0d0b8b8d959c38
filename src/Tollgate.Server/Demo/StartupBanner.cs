using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Demo;

/// <summary>Says where to go, once there is something to see.</summary>
static class StartupBanner
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <param name="expectDecisions">False where no payments come by themselves.</param>
    public static async Task Say(WebApplication app, bool expectDecisions, CancellationToken cancellation)
    {
        var gate = app.Services.GetRequiredService<Gate>();
        var health = app.Services.GetRequiredService<HealthCheckService>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        // Ready means, among others, that the risky payments of the log have become cases.
        while ((expectDecisions && gate.Decided == 0) || !await IsReady())
            await Task.Delay(Beat, clock, cancellation);
        Console.WriteLine($"Tollgate is up: {app.Urls.First()}  sign in as admin / admin123");

        async Task<bool> IsReady() => (await health.CheckHealthAsync(cancellation)).Status != HealthStatus.Unhealthy;
    }
}
