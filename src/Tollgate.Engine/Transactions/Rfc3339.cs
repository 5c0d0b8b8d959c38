namespace Tollgate.Engine.Transactions;

/// <summary>RFC 3339 times as Unix milliseconds, from and to UTF-8, without allocation.</summary>
public static class Rfc3339
{
    /// <summary>Length of what <see cref="Write"/> writes: <c>2026-11-23T12:00:00.000Z</c>.</summary>
    public const int Length = 24;

    /// <summary>Reads a time with an offset; more than three digits of a second are cut. Years 1970 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't'
            || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var year = (Two(text, 0) * 100) + Two(text, 2);
        var (month, day) = (Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        var at = 19;
        var ms = 0;
        if (text[at] == '.')
        {
            var from = ++at;
            while (at < text.Length && IsDigit(text[at]))
            {
                if (at - from < 3)
                    ms = (ms * 10) + text[at] - '0';
                at++;
            }
            if (at == from)
                return false;
            for (var n = at - from; n < 3; n++)
                ms *= 10;
        }
        if (!TryOffset(text[at..], out var offsetMinutes))
            return false;
        var days = (DaysBeforeYear(year) + DayOfYear(year, month, day)) - DaysBeforeYear(1970);
        unixMs = (((((days * 24L) + hour) * 60) + minute - offsetMinutes) * 60_000) + (second * 1000) + ms;
        return unixMs >= 0;
    }

    /// <summary>Writes <see cref="Length"/> bytes, UTC, milliseconds.</summary>
    public static void Write(long unixMs, Span<byte> into)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        var ms = at.Millisecond;
        ReadOnlySpan<byte> tail =
        [
            (byte)'.',
            (byte)('0' + (ms / 100)), (byte)('0' + (ms / 10 % 10)), (byte)('0' + (ms % 10)),
            (byte)'Z',
        ];
        FormatSeconds(at.UtcDateTime, into);
        tail.CopyTo(into[19..]);
    }

    public static string Text(long unixMs)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(unixMs, bytes);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }

    static void FormatSeconds(DateTime at, Span<byte> into)
    {
        Put(into, 0, at.Year / 100);
        Put(into, 2, at.Year % 100);
        into[4] = (byte)'-';
        Put(into, 5, at.Month);
        into[7] = (byte)'-';
        Put(into, 8, at.Day);
        into[10] = (byte)'T';
        Put(into, 11, at.Hour);
        into[13] = (byte)':';
        Put(into, 14, at.Minute);
        into[16] = (byte)':';
        Put(into, 17, at.Second);

        static void Put(Span<byte> into, int at, int value)
        {
            into[at] = (byte)('0' + (value / 10));
            into[at + 1] = (byte)('0' + (value % 10));
        }
    }

    static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
            return false;
        var (h, m) = (Two(text, 1), Two(text, 4));
        minutes = ((h * 60) + m) * (text[0] == '-' ? -1 : 1);
        return (uint)h <= 23 && (uint)m <= 59;
    }

    static int DaysBeforeYear(int year) =>
        ((year - 1) * 365) + ((year - 1) / 4) - ((year - 1) / 100) + ((year - 1) / 400);

    static int DayOfYear(int year, int month, int day)
    {
        ReadOnlySpan<short> before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        return before[month - 1] + day - 1 + (month > 2 && DateTime.IsLeapYear(year) ? 1 : 0);
    }

    /// <summary>Two decimal digits, or a number that no range allows when one of them is none.</summary>
    static int Two(ReadOnlySpan<byte> text, int at) =>
        IsDigit(text[at]) && IsDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1_000_000;

    static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
