using CsCheck;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Tests.Numerics;

public sealed class Exp2Tests
{
    [Fact]
    public void It_agrees_with_the_library_to_one_part_in_ten_to_the_fifteenth() =>
        Gen.OneOf(Gen.Double[-4, 0], Gen.Double[-1000, 1000]).Sample(x =>
        {
            var exact = Math.Pow(2, x);
            return Math.Abs(Exp2.Of(x) - exact) <= 5e-16 * exact;
        }, iter: 100_000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0.5)]
    [InlineData(10, 1024)]
    [InlineData(-40, 1.0 / (1L << 40))]
    public void Whole_powers_are_exact(double x, double expected) => Assert.Equal(expected, Exp2.Of(x));

    [Fact]
    public void Far_arguments_neither_vanish_nor_overflow()
    {
        Assert.True(Exp2.Of(double.NegativeInfinity) is > 0 and < 1e-300);
        Assert.True(double.IsFinite(Exp2.Of(double.PositiveInfinity)));
    }

    // Computed by the same formula in Python's doubles. They must not change: recorded decisions depend on them.
    [Theory]
    [InlineData(-0.7310585786300049, 0x3FE3475DBF933C6D)]
    [InlineData(-0.1, 0x3FEDDB680117AB12)]
    public void Its_bits_are_fixed(double x, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(Exp2.Of(x)));
}
