namespace Tollgate.Engine.Numerics;

/// <summary>
/// Functions that give the same bits on every machine: only IEEE 754 additions, multiplications and divisions, which
/// are correctly rounded everywhere, and bit operations. Math.Log2, Math.Pow and Math.Exp come from the platform's C
/// library and may differ in the last bits from one machine to the next; a score may not.
/// </summary>
static class PortableMath
{
    const double SqrtHalf = 0.70710678118654752440;
    const double TwoOverLn2 = 2.8853900817779268147;

    // 1.5 * 2^52 / 32: adding it rounds to the nearest multiple of 1/32 and leaves that multiple in the low bits.
    const double Shift = 6755399441055744.0 / 32;

    // ln(2)^k / k!, the Taylor series of 2^r.
    const double C1 = 0.6931471805599453;
    const double C2 = 0.24022650695910072;
    const double C3 = 0.05550410866482158;
    const double C4 = 0.009618129107628477;
    const double C5 = 0.0013333558146428443;
    const double C6 = 0.0001540353039338161;

    // 2^(j/32), each rounded to the nearest double.
    static readonly double[] PowersOfTwo =
    [
        1.0, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237,
        1.0905077326652577, 1.1143867425958924, 1.1387886347566916, 1.1637248587775775,
        1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
        1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832,
        1.4142135623730951, 1.4451808069770467, 1.4768261459394993, 1.5091644275934228,
        1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
        1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072,
        1.8340080864093424, 1.8741676341103, 1.9152065613971474, 1.9571441241754002,
    ];

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

    /// <summary>
    /// Two to the power of x, relative error below 4e-16. x = i + j/32 + r with |r| at most 1/64: 2^i goes into the
    /// exponent, 2^(j/32) comes from a table, 2^r from the series (its next term is below 4e-18).
    /// </summary>
    /// <param name="x">Clamped to [-1000, 1000], so that the result is never zero, subnormal or infinite.</param>
    public static double Exp2(double x)
    {
        x = Math.Min(Math.Max(x, -1000), 1000);
        var shifted = x + Shift;
        var steps = (int)BitConverter.DoubleToInt64Bits(shifted);
        var r = x - (shifted - Shift);
        var power = PowersOfTwo[steps & 31];
        // Estrin's grouping: three short chains instead of one long one, always in this order.
        var r2 = r * r;
        var series = (C1 * r + C2 * r2) + r2 * ((C3 * r + C4 * r2) + r2 * (C5 * r + C6 * r2));
        var scale = BitConverter.Int64BitsToDouble((long)((steps >> 5) + 1023) << 52);
        return (power + power * series) * scale;
    }

    /// <summary>
    /// As <see cref="Exp2"/>, relative error below 0.0001. The bytes of simulated traffic are fixed by this series, so
    /// it stays beside the exact one.
    /// </summary>
    public static double CoarseExp2(double x)
    {
        var whole = Math.Floor(x);
        var f = x - whole;
        var fraction = 1 + f * (0.6931472 + f * (0.2402265 + f * (0.0555041 + f * (0.0096181 + f * 0.0014))));
        return fraction * BitConverter.Int64BitsToDouble(((long)whole + 1023) << 52);
    }
}
