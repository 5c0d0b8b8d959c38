namespace Tollgate.Server.Import;

/// <summary>Decimal text as a whole number of smaller units, exactly: no floating point, no rounding.</summary>
static class DecimalText
{
    /// <summary>57.16 with scale 100 is 5716.</summary>
    /// <param name="text">Digits, with a sign and a decimal point where needed.</param>
    /// <returns>Null when it worked, else what is wrong with the text.</returns>
    public static string? TryScale(ReadOnlySpan<byte> text, long scale, out long value)
    {
        value = 0;
        var negative = text is [(byte)'-', ..];
        var digits = negative || text is [(byte)'+', ..] ? text[1..] : text;
        Int128 whole = 0;
        Int128 divisor = 1;
        var (seen, behindPoint) = (0, false);
        foreach (var b in digits)
        {
            if (b == '.' && !behindPoint)
            {
                behindPoint = true;
                continue;
            }
            if (b is < (byte)'0' or > (byte)'9')
                return "is not a decimal number such as 57.16";
            // Trailing zeros say nothing, so they may be as many as they like.
            if (++seen > 18 && !(behindPoint && b == '0'))
                return "has more than 18 digits";
            if (seen > 18)
                continue;
            whole = (whole * 10) + (b - '0');
            if (behindPoint)
                divisor *= 10;
        }
        if (seen == 0)
            return "is not a decimal number such as 57.16";
        var product = whole * scale;
        var (quotient, remainder) = Int128.DivRem(product, divisor);
        if (remainder != 0)
            return $"has more decimal places than a scale of {scale} takes";
        if (quotient > long.MaxValue)
            return "is too large";
        value = negative ? -(long)quotient : (long)quotient;
        return null;
    }
}
