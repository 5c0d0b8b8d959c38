using System.Globalization;

namespace Tollgate.Server.Configuration;

/// <summary>Lengths of time as operators write them: a whole number and its unit, as in 90s, 15m, 24h, 30d.</summary>
static class DurationText
{
    static readonly (char Letter, TimeSpan Length)[] Units =
    [
        ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)),
        ('s', TimeSpan.FromSeconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length == 0)
            return false;
        var unit = Array.Find(Units, one => one.Letter == text[^1]).Length;
        if (!int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        if (unit == default || count > TimeSpan.MaxValue / unit)
            return false;
        duration = count * unit;
        return true;
    }

    /// <summary>In the largest unit that it is a whole number of.</summary>
    public static string Of(TimeSpan duration)
    {
        var (letter, length) = Array.Find(Units, unit => duration.Ticks % unit.Length.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{(long)(duration / length)}{letter}");
    }
}
