using System.Globalization;
using System.Text.RegularExpressions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Decisions;

/// <summary>Words a feature value for an analyst: "12 payments in 60 s; usual: 1".</summary>
public static partial class ReasonText
{
    /// <param name="usual">The median of the training period; NaN leaves the usual value out.</param>
    /// <param name="currency">The base currency.</param>
    public static string Of(Feature feature, double value, double usual, string currency)
    {
        var text = Sentence(feature, value, currency);
        return double.IsNaN(usual) ? text : $"{text}; usual: {Value(feature.Unit, usual, currency)}";
    }

    static string Sentence(Feature feature, double value, string currency)
    {
        if (feature.Unit == Unit.YesNo)
            return feature.Text.Split('|')[value >= 0.5 ? 0 : 1];
        var said = double.IsNaN(value) ? "no" : Value(feature.Unit, value, currency);
        var text = feature.Text.Replace("{0}", said, StringComparison.Ordinal);
        return value == 1 ? Singular().Replace(text, "1 $1") : text;
    }

    /// <summary>"1 payments" → "1 payment".</summary>
    [GeneratedRegex(@"\b1 (payment|time|user|card|device|merchant)s\b")]
    private static partial Regex Singular();

    static string Value(Unit unit, double value, string currency) => unit switch
    {
        Unit.Money => Money(value, currency),
        Unit.LogMoney => Money(PortableMath.Exp2(value) - 1, currency),
        Unit.LogRatio => Ratio(PortableMath.Exp2(value)),
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
