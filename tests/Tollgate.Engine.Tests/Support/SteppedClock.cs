namespace Tollgate.Engine.Tests.Support;

/// <summary>A clock that stands still until it is set.</summary>
/// <param name="time">Unix ms.</param>
sealed class SteppedClock(long time) : TimeProvider
{
    long time = time;

    public long Now => time;

    public void Step(TimeSpan by) => time += (long)by.TotalMilliseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(time);
}
