namespace Tollgate.Engine.Simulation;

/// <summary>
/// When genuine payments happen: a Poisson process whose rate changes from hour to hour (UTC) and from day to day, and
/// whose mean over a week is the rate it was made with. Times are nanoseconds since 1970.
/// </summary>
sealed class DailyPattern(double perSecond, bool varies)
{
    const long Hour = 3_600_000_000_000;

    // They add up to 24 and 7.
    static readonly double[] Hours =
    [
        0.46, 0.36, 0.31, 0.30, 0.32, 0.41, 0.62, 0.92, 1.13, 1.22, 1.27, 1.36,
        1.47, 1.37, 1.25, 1.26, 1.37, 1.53, 1.56, 1.45, 1.28, 1.12, 0.93, 0.73,
    ];

    static readonly double[] Weekdays = [0.95, 0.95, 0.97, 1.00, 1.14, 1.19, 0.80];

    /// <summary>The time of the next payment after <paramref name="now"/>.</summary>
    public long After(long now, SeededRandom chance)
    {
        var wait = chance.Exponential();
        while (true)
        {
            var perNanosecond = perSecond * 1e-9 * Factor(now);
            var end = (now / Hour + 1) * Hour;
            var untilEnd = perNanosecond * (end - now);
            if (wait < untilEnd)
                return now + (long)(wait / perNanosecond);
            wait -= untilEnd;
            now = end;
        }
    }

    double Factor(long now)
    {
        var hour = now / Hour;
        // 1970 began on a Thursday.
        return varies ? Hours[hour % 24] * Weekdays[(hour / 24 + 3) % 7] : 1;
    }
}
