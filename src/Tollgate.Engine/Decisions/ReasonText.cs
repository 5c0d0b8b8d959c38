using System.Globalization;
using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;

namespace Tollgate.Engine.Decisions;

/// <summary>Words a feature value for an analyst: "12 payments in 60 s; usual: 1".</summary>
public static class ReasonText
{
    /// <param name="usual">The median of the training period; NaN leaves the usual value out.</param>
    /// <param name="currency">The base currency.</param>
    public static string Of(Feature feature, double value, double usual, string currency)
    {
        if (double.IsNaN(value))
            return $"{feature.Text.Replace("{0}", "nothing", StringComparison.Ordinal)}";
        var text = feature.Text.Replace("{0}", Value(feature.Unit, value, currency), StringComparison.Ordinal);
        if (value == 1)
        {
            text = text.Replace("1 payments", "1 payment", StringComparison.Ordinal)
                .Replace("1 times", "once", StringComparison.Ordinal)
                .Replace("1 users", "1 user", StringComparison.Ordinal)
                .Replace("1 cards", "1 card", StringComparison.Ordinal)
                .Replace("1 devices", "1 device", StringComparison.Ordinal)
                .Replace("1 merchants", "1 merchant", StringComparison.Ordinal);
        }
        return double.IsNaN(usual) ? text : $"{text}; usual: {Value(feature.Unit, usual, currency)}";
    }

    static string Value(Unit unit, double value, string currency) => unit switch
    {
        Unit.Money => Money(value, currency),
        Unit.LogMoney => Money(Exp2.Of(value) - 1, currency),
        Unit.LogRatio => Ratio(Exp2.Of(value)),
        Unit.Hour => $"{(int)value:D2}:{(int)(value % 1 * 60):D2}",
        Unit.YesNo => value >= 0.5 ? "yes" : "no",
        _ => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture),
    };

    static string Ratio(double ratio) =>
        ratio.ToString(ratio >= 10 ? "N0" : ratio >= 0.1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    static string Money(double minor, string currency)
    {
        var digits = Transactions.IsoCodes.MinorUnits(System.Text.Encoding.ASCII.GetBytes(currency));
        var units = digits switch { 0 => 1d, 2 => 100d, 3 => 1000d, _ => 10_000d };
        return $"{(Math.Round(minor) / units).ToString($"N{digits}", CultureInfo.InvariantCulture)} {currency}";
    }
}
