using Tollgate.Engine.Transactions;
using Tollgate.Server.Import;

namespace Tollgate.Server.Tests.Import;

public sealed class TimeFormatTests
{
    static string Read(string format, string? zone, string text)
    {
        var times = new TimeFormat(format, zone switch
        {
            null => null,
            "UTC" => TimeZoneInfo.Utc,
            _ => TimeZoneInfo.FindSystemTimeZoneById(zone),
        });
        return times.TryRead(Encoding.UTF8.GetBytes(text), out var at) ?? Rfc3339.Text(at);
    }

    [Theory]
    [InlineData("rfc3339", null, "2018-04-01T02:00:31.5+02:00", "2018-04-01T00:00:31.500Z")]
    [InlineData("iso-local", "UTC", "2018-04-01T00:00:31", "2018-04-01T00:00:31.000Z")]
    [InlineData("iso-local", "UTC", "2018-04-01 00:00:31.25", "2018-04-01T00:00:31.250Z")]
    [InlineData("iso-local", "UTC", "2018-04-01", "2018-04-01T00:00:00.000Z")]
    [InlineData("iso-local", "Europe/Berlin", "2018-01-15T12:00:00", "2018-01-15T11:00:00.000Z")]
    [InlineData("iso-local", "Europe/Berlin", "2018-07-15T12:00:00", "2018-07-15T10:00:00.000Z")]
    [InlineData("unix-s", null, "1522540831", "2018-04-01T00:00:31.000Z")]
    [InlineData("unix-s", null, "1522540831.1239", "2018-04-01T00:00:31.123Z")]
    [InlineData("unix-ms", null, "1522540831123", "2018-04-01T00:00:31.123Z")]
    [InlineData("dd.MM.yyyy HH:mm", "Europe/Berlin", "01.04.2018 02:00", "2018-04-01T00:00:00.000Z")]
    [InlineData("dd.MM.yyyy HH:mm zzz", null, "01.04.2018 02:00 +02:00", "2018-04-01T00:00:00.000Z")]
    public void Every_form_of_time_is_the_same_moment(string format, string? zone, string text, string expected) =>
        Assert.Equal(expected, Read(format, zone, text));

    [Fact]
    public void A_time_that_the_clock_jumped_over_is_refused() => Assert.Equal(
        "does not exist in Europe/Berlin: the clock was put forward over it",
        Read("iso-local", "Europe/Berlin", "2018-03-25T02:30:00"));

    [Fact]
    public void A_time_that_came_twice_is_its_first_coming() =>
        Assert.Equal("2018-10-28T00:30:00.000Z", Read("iso-local", "Europe/Berlin", "2018-10-28T02:30:00"));

    [Theory]
    [InlineData("rfc3339", null, "2018-04-01T00:00:31")]
    [InlineData("iso-local", "UTC", "2018-04-01T00:00:31Z")]
    [InlineData("iso-local", "UTC", "2018-02-30")]
    [InlineData("unix-s", null, "-1")]
    [InlineData("unix-ms", null, "1.5")]
    [InlineData("dd.MM.yyyy", "UTC", "2018-04-01")]
    public void Another_form_than_the_map_names_is_refused(string format, string? zone, string text) =>
        Assert.DoesNotContain("Z", Read(format, zone, text).Replace("00Z", "").Replace("RFC", ""));
}
