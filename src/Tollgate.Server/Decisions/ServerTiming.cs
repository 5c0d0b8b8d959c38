using System.Globalization;

namespace Tollgate.Server.Decisions;

/// <summary>The header Server-Timing: how long a decision took, in steps of 10 µs.</summary>
static class ServerTiming
{
    const int StepsPerMs = 100, Ready = 10 * StepsPerMs;

    /// <summary>Below 10 ms, where nearly all are, the text is ready.</summary>
    static readonly string?[] Texts = new string?[Ready];

    public static string Of(TimeSpan took)
    {
        var steps = (long)(took.TotalMilliseconds * StepsPerMs);
        return steps is >= 0 and < Ready ? Texts[steps] ??= Text(steps) : Text(steps);
    }

    static string Text(long steps) => string.Create(
        CultureInfo.InvariantCulture, $"decide;dur={(decimal)steps / StepsPerMs:0.00}");
}
