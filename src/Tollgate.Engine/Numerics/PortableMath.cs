namespace Tollgate.Engine.Numerics;

/// <summary>
/// Functions that give the same bits on every machine: only IEEE 754 additions, multiplications and divisions, which
/// are correctly rounded everywhere, and bit operations.
/// </summary>
public static class PortableMath
{
    const double SqrtHalf = 0.70710678118654752440;
    const double TwoOverLn2 = 2.8853900817779268147;

    /// <summary>
    /// log2 of a positive finite number; absolute error below 1e-14. With x = m·2^e, m in [√½, √2), and
    /// s = (m − 1)/(m + 1): log2 x = e + 2/ln 2 · (s + s³/3 + s⁵/5 + …), the series of artanh.
    /// </summary>
    public static double Log2(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1022;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
        if (m < SqrtHalf)
        {
            m *= 2;
            exponent--;
        }
        var s = (m - 1) / (m + 1);
        var q = s * s;
        var series = 1d / 19;
        series = (series * q) + (1d / 17);
        series = (series * q) + (1d / 15);
        series = (series * q) + (1d / 13);
        series = (series * q) + (1d / 11);
        series = (series * q) + (1d / 9);
        series = (series * q) + (1d / 7);
        series = (series * q) + (1d / 5);
        series = (series * q) + (1d / 3);
        series = (series * q) + 1;
        return exponent + (TwoOverLn2 * s * series);
    }
}
