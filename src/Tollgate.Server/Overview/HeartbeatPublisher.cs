using Tollgate.Engine.Pipeline;
using Tollgate.Server.Cases;
using Tollgate.Server.Live;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Overview;

/// <summary>Measures the rate every second and sends a heartbeat every fifth.</summary>
sealed class HeartbeatPublisher(
    Gate gate,
    DecisionRate rate,
    CaseCounter counter,
    LiveFeed feed,
    TimeProvider clock,
    ILogger<HeartbeatPublisher> logger)
    : BackgroundService
{
    const int SecondsABeat = 5;

    public async Task<Heartbeat> Beat(CancellationToken cancellation) =>
        new(clock.GetUtcNow(), rate.Current, (await counter.Get(cancellation)).Open);

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        rate.Sample(gate.Decided, clock);
        for (var second = 1; await timer.WaitForNextTickAsync(cancellation); second++)
        {
            rate.Sample(gate.Decided, clock);
            if (second % SecondsABeat != 0)
                continue;
            try
            {
                feed.Publish(await Beat(cancellation));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.HeartbeatFailed(e);
            }
        }
    }
}
