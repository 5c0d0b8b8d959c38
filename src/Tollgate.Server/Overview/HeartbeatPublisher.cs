using Tollgate.Engine.Pipeline;
using Tollgate.Server.Cases;
using Tollgate.Server.Live;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Overview;

/// <summary>
/// Measures the rate every second. A heartbeat is kept every second for those who come, and sent every fifth.
/// </summary>
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
            await Publish(tell: second++ % SecondsABeat == 0, cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    async Task Publish(bool tell, CancellationToken cancellation)
    {
        try
        {
            var open = (await counter.Get(cancellation)).Open;
            feed.KeepState("heartbeat", new Heartbeat(clock.GetUtcNow(), rate.Current, open), tell);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An old heartbeat would tell those who come that all is well, and a time that has passed.
            feed.ForgetState("heartbeat");
            if (tell)
                logger.HeartbeatFailed(e);
        }
    }
}
