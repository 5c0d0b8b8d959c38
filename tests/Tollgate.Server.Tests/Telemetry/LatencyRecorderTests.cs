using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Tests.Telemetry;

public sealed class LatencyRecorderTests
{
    [Fact]
    public void A_percentile_is_at_most_one_thirty_second_above_the_exact_one() =>
        Gen.Long[1, 60_000_000].Array[1, 300].Sample(microseconds =>
        {
            var recorder = new LatencyRecorder(new FakeTimeProvider());
            foreach (var one in microseconds)
                recorder.Record(TimeSpan.FromMicroseconds(one));
            var sorted = microseconds.Order().ToArray();

            foreach (var share in new[] { 0.5, 0.99, 0.999, 1 })
            {
                var exact = sorted[(int)Math.Ceiling(share * sorted.Length) - 1] / 1000.0;
                var found = recorder.Percentiles(share)[0]!.Value;
                Assert.InRange(found, exact, Math.Max(exact * 33 / 32, exact + 0.001) + 1e-9);
            }
        });

    [Fact]
    public void Old_latencies_are_forgotten()
    {
        var clock = new FakeTimeProvider();
        var recorder = new LatencyRecorder(clock);
        recorder.Record(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(recorder.Percentiles(0.5)[0]);
        recorder.Record(TimeSpan.FromMilliseconds(1));

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(recorder.Percentiles(0.99)[0]!.Value, 1, 1.04);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(recorder.Percentiles(0.5)[0]);
    }
}
