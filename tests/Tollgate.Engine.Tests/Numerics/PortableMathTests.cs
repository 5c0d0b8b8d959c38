using CsCheck;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Tests.Numerics;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp2_agrees_with_the_library_to_one_part_in_ten_to_the_fifteenth() =>
        Gen.OneOf(Gen.Double[-4, 0], Gen.Double[-1000, 1000]).Sample(x =>
        {
            var exact = Math.Pow(2, x);
            return Math.Abs(PortableMath.Exp2(x) - exact) <= 5e-16 * exact;
        }, iter: 100_000);

    [Fact]
    public void Log2_agrees_with_the_library_to_ten_to_the_minus_fourteen() =>
        Gen.OneOf(Gen.Double[0.5, 2], Gen.Double[1e-300, 1e300]).Sample(
            x => Math.Abs(PortableMath.Log2(x) - Math.Log2(x)) <= 1e-14 + Math.Abs(Math.Log2(x)) * 1e-15,
            iter: 100_000);

    [Fact]
    public void The_coarse_exp2_of_the_simulation_is_off_by_less_than_one_part_in_ten_thousand() =>
        Gen.Double[-20, 20].Sample(
            x => Math.Abs(PortableMath.CoarseExp2(x) / PortableMath.Exp2(x) - 1) < 0.0001, iter: 100_000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0.5)]
    [InlineData(10, 1024)]
    [InlineData(-40, 1.0 / (1L << 40))]
    public void Whole_powers_are_exact(double x, double expected) => Assert.Equal(expected, PortableMath.Exp2(x));

    [Fact]
    public void Far_arguments_neither_vanish_nor_overflow()
    {
        Assert.True(PortableMath.Exp2(double.NegativeInfinity) is > 0 and < 1e-300);
        Assert.True(double.IsFinite(PortableMath.Exp2(double.PositiveInfinity)));
    }

    // Computed by the same formula in Python's doubles. They must not change: recorded decisions depend on them.
    [Theory]
    [InlineData(-0.7310585786300049, 0x3FE3475DBF933C6D)]
    [InlineData(-0.1, 0x3FEDDB680117AB12)]
    public void The_bits_of_exp2_are_fixed(double x, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(PortableMath.Exp2(x)));
}
