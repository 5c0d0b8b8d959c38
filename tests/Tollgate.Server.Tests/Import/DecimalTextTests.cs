using System.Globalization;
using CsCheck;
using Tollgate.Server.Import;

namespace Tollgate.Server.Tests.Import;

public sealed class DecimalTextTests
{
    static (string? Wrong, long Value) Scale(string text, long scale) =>
        (DecimalText.TryScale(Encoding.ASCII.GetBytes(text), scale, out var value), value);

    [Fact]
    public void An_amount_in_units_comes_back_in_minor_units_to_the_last_digit() =>
        Gen.Select(Gen.Long[-99_999_999_999_999, 99_999_999_999_999], Gen.Int[0, 4]).Sample((minor, places) =>
        {
            var scale = (long)Math.Pow(10, places);
            var (low, middle) = ((int)(Math.Abs(minor) & uint.MaxValue), (int)(Math.Abs(minor) >> 32));
            var text = new decimal(low, middle, 0, minor < 0, (byte)places)
                .ToString(CultureInfo.InvariantCulture);
            Assert.Equal((null, minor), Scale(text, scale));
        });

    [Theory]
    [InlineData("57.16", 100, 5716)]
    [InlineData("57", 100, 5700)]
    [InlineData(".5", 100, 50)]
    [InlineData("57.", 100, 5700)]
    [InlineData("+1.10", 10, 11)]
    [InlineData("0.29000000000000000000", 100, 29)]
    [InlineData("1.005", 1000, 1005)]
    public void The_scale_multiplies_exactly(string text, long scale, long expected) =>
        Assert.Equal((null, expected), Scale(text, scale));

    [Theory]
    [InlineData("57.165", 100, "has more decimal places than a scale of 100 takes")]
    [InlineData("1,50", 100, "is not a decimal number such as 57.16")]
    [InlineData("1e3", 100, "is not a decimal number such as 57.16")]
    [InlineData("-", 100, "is not a decimal number such as 57.16")]
    [InlineData("1.2.3", 100, "is not a decimal number such as 57.16")]
    [InlineData("1234567890123456789", 1, "has more than 18 digits")]
    [InlineData("999999999999999999", 100, "is too large")]
    public void What_does_not_fit_is_refused_and_never_rounded(string text, long scale, string wrong) =>
        Assert.Equal(wrong, Scale(text, scale).Wrong);
}
