namespace Tollgate.Engine.Transactions;

/// <summary>Recognises primary account numbers, which must never enter the gate.</summary>
static class CardNumber
{
    /// <summary>13 to 19 digits, spaces and hyphens left out, that pass ISO/IEC 7812-1 annex B (Luhn).</summary>
    public static bool Looks(ReadOnlySpan<byte> text)
    {
        var (digits, sum) = (0, 0);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] is (byte)' ' or (byte)'-')
                continue;
            var digit = text[i] - '0';
            if ((uint)digit > 9)
                return false;
            if (digits++ % 2 == 1)
                digit = digit < 5 ? digit * 2 : (digit * 2) - 9;
            sum += digit;
        }
        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }
}
