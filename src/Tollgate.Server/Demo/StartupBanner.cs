using Tollgate.Engine.Pipeline;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Demo;

/// <summary>Says where to go, once there is something to see.</summary>
static class StartupBanner
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <param name="expectDecisions">False where no payments come by themselves.</param>
    public static async Task Say(WebApplication app, bool expectDecisions, CancellationToken cancellation)
    {
        var (gate, readiness) = (app.Services.GetRequiredService<Gate>(), app.Services.GetRequiredService<Readiness>());
        var clock = app.Services.GetRequiredService<TimeProvider>();
        // Ready means, among others, that the risky payments of the log have become cases.
        while ((expectDecisions && gate.Decided == 0) || (await readiness.Missing(cancellation)).Count > 0)
            await Task.Delay(Beat, clock, cancellation);
        Console.WriteLine($"Tollgate is up: {app.Urls.First()}  sign in as admin / admin123");
    }
}
