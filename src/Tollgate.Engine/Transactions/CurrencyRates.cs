using System.Globalization;
using System.Text;

namespace Tollgate.Engine.Transactions;

/// <summary>
/// Rates to the base currency. Immutable; part of a generation, so that an amount is converted alike in every replay.
/// A rate is held as a whole number of 10⁻⁹ base minor units for one minor unit: integer arithmetic has no rounding
/// that depends on the machine.
/// </summary>
public sealed class CurrencyRates
{
    const long Scale = 1_000_000_000;
    readonly long[] scaled = new long[26 * 26 * 26];

    public string BaseCurrency { get; }

    /// <summary>Units of the base currency for one unit of a currency, as configured.</summary>
    public IReadOnlyDictionary<string, decimal> Rates { get; }

    /// <param name="baseCurrency">ISO 4217 code.</param>
    /// <param name="rates">Units of the base currency for one unit of the currency named by the key.</param>
    /// <exception cref="ArgumentException">An unknown code, or a rate not above zero; the message names it.</exception>
    public CurrencyRates(string baseCurrency, IReadOnlyDictionary<string, decimal> rates)
    {
        var baseUnits = IsoCodes.MinorUnits(Encoding.ASCII.GetBytes(baseCurrency));
        if (baseUnits < 0)
            throw new ArgumentException($"'{baseCurrency}' is not an ISO 4217 currency.");
        BaseCurrency = baseCurrency;
        Rates = rates;
        foreach (var (code, rate) in rates.Append(new(baseCurrency, 1m)))
        {
            var bytes = Encoding.ASCII.GetBytes(code);
            var units = IsoCodes.MinorUnits(bytes);
            if (units < 0)
                throw new ArgumentException($"'{code}' is not an ISO 4217 currency.");
            var perMinorUnit = rate * Power10(baseUnits) / Power10(units) * Scale;
            if (perMinorUnit is < 1 or > 1_000_000_000_000_000m)
            {
                throw new ArgumentException(
                    $"The rate of {code}, {rate.ToString(CultureInfo.InvariantCulture)}, is out of range.");
            }
            scaled[IsoCodes.CurrencyIndex(bytes)] = (long)decimal.Round(perMinorUnit);
        }
    }

    public bool Has(ReadOnlySpan<byte> currency) => IsoCodes.CurrencyIndex(currency) is var i and >= 0 && scaled[i] > 0;

    /// <summary>Minor units of the base currency, rounded half up, at most 10¹⁷. The currency needs a rate.</summary>
    public long ToBase(ReadOnlySpan<byte> currency, long amountMinor)
    {
        var rate = scaled[IsoCodes.CurrencyIndex(currency)];
        if (rate == Scale)
            return amountMinor;
        var product = ((Int128)amountMinor * rate) + (Scale / 2);
        return (long)Int128.Min(product / Scale, 100_000_000_000_000_000);
    }

    static decimal Power10(int digits) => digits switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1_000, _ => 10_000 };
}
