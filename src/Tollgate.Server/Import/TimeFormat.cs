using System.Globalization;
using System.Text;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Import;

/// <summary>
/// How a column writes a time: <c>rfc3339</c>, <c>iso-local</c> (2018-04-01T00:00:31, a blank for the T, fractions, or
/// a date alone), <c>unix-s</c>, <c>unix-ms</c>, or a .NET pattern such as <c>dd.MM.yyyy HH:mm</c>.
/// </summary>
/// <param name="zone">Of times without an offset; null when the format has one.</param>
sealed class TimeFormat(string format, TimeZoneInfo? zone)
{
    public const string Rfc = "rfc3339", IsoLocal = "iso-local", UnixSeconds = "unix-s", UnixMs = "unix-ms";

    static readonly long UnixEpochMs = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Whether times of this format stand without an offset.</summary>
    public static bool IsLocal(string format) => format switch
    {
        Rfc or UnixSeconds or UnixMs => false,
        IsoLocal => true,
        _ => !format.Contains('z') && !format.Contains('K'),
    };

    /// <returns>Null when it worked, else what is wrong with the text.</returns>
    public string? TryRead(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        switch (format)
        {
            case Rfc:
                return Rfc3339.TryParse(text, out unixMs)
                    ? null
                    : "is not an RFC 3339 time with an offset, such as 2026-11-23T12:00:00Z";
            case IsoLocal:
                return TryReadIso(text, out var local)
                    ? FromLocal(local, out unixMs)
                    : "is not a time such as 2018-04-01T00:00:31";
            case UnixSeconds:
                return DecimalText.TryScale(Cut(text), 1_000, out unixMs) is null && unixMs >= 0
                    ? null
                    : "is not a number of seconds since 1970";
            case UnixMs:
                return DecimalText.TryScale(text, 1, out unixMs) is null && unixMs >= 0
                    ? null
                    : "is not a number of milliseconds since 1970";
            default:
                return TryReadPattern(text, out unixMs);
        }
    }

    // Behind the third decimal is less than a millisecond.
    static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'.') is var point and >= 0 && text.Length > point + 4 ? text[..(point + 4)] : text;

    static bool TryReadIso(ReadOnlySpan<byte> text, out long localMs)
    {
        Span<byte> utc = stackalloc byte[48];
        localMs = 0;
        if (text.Length is < 10 or > 40)
            return false;
        text.CopyTo(utc);
        var length = text.Length;
        if (length == 10)
        {
            "T00:00:00"u8.CopyTo(utc[10..]);
            length = 19;
        }
        else if (utc[10] == ' ')
        {
            utc[10] = (byte)'T';
        }
        utc[length++] = (byte)'Z';
        return Rfc3339.TryParse(utc[..length], out localMs);
    }

    string? TryReadPattern(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        var chars = Encoding.UTF8.GetString(text);
        if (zone is not null)
        {
            const DateTimeStyles none = DateTimeStyles.None;
            return DateTime.TryParseExact(chars, format, CultureInfo.InvariantCulture, none, out var local)
                ? FromLocal((local.Ticks / TimeSpan.TicksPerMillisecond) - UnixEpochMs, out unixMs)
                : $"is not a time of the form {format}";
        }
        if (!DateTimeOffset.TryParseExact(chars, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return $"is not a time of the form {format}";
        unixMs = at.ToUnixTimeMilliseconds();
        return unixMs >= 0 ? null : "lies before 1970";
    }

    string? FromLocal(long localMs, out long unixMs)
    {
        unixMs = localMs;
        if (localMs < 0)
            return "lies before 1970";
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
            return null;
        var local = DateTime.UnixEpoch.AddMilliseconds(localMs);
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone!.IsInvalidTime(local))
            return $"does not exist in {zone.Id}: the clock was put forward over it";
        // A time that came twice when the clock was put back is taken as its first coming.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        unixMs -= (long)offset.TotalMilliseconds;
        return unixMs >= 0 ? null : "lies before 1970";
    }
}
