using Tollgate.Engine.Pipeline;
using Tollgate.Server.Cases;
using Tollgate.Server.Live;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Overview;

/// <summary>Measures the rate every second and publishes a heartbeat at start and every fifth second.</summary>
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

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        var second = 0;
        do
        {
            rate.Sample(gate.Decided, clock);
            if (second++ % SecondsABeat == 0)
                await Publish(cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    async Task Publish(CancellationToken cancellation)
    {
        try
        {
            var open = (await counter.Get(cancellation)).Open;
            feed.PublishState("heartbeat", new Heartbeat(clock.GetUtcNow(), rate.Current, open));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.HeartbeatFailed(e);
        }
    }
}
