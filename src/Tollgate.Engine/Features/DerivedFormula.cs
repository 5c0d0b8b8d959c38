using Tollgate.Engine.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Features;

/// <summary>How a derived feature is computed from the payment and its windows.</summary>
public enum DerivedFormula
{
    None,
    Amount,
    AmountLog,
    Hour,

    /// <summary>log2 of the amount to the mean of the user's earlier payments in 30 d; absent before the 4th.</summary>
    AmountToMean,

    /// <summary>log2 of the user's sum in 24 h to the mean day of the 30 d; absent before the fourth payment.</summary>
    DayToMean,

    /// <summary>log2 of the merchant's payments in 1 h to the mean hour of the 24 h.</summary>
    MerchantRush,
    CardAbroad,
    AddressAbroad,
}

/// <summary>
/// Computes the derived features. Positions of the windows it reads are looked up once. A value that is absent is NaN.
/// </summary>
sealed class DerivedFeatures
{
    const double FewPayments = 4;
    const double HoursOfDay = 24, DaysOfMonth = 30;

    readonly (int At, DerivedFormula Formula)[] plan;
    readonly int userCount30d, userSum24h, userSum30d, merchantCount1h, merchantCount24h;

    public DerivedFeatures(FeatureSet set)
    {
        var derived = Enumerable.Range(0, set.Count).Where(i => set.Features[i].Window is null);
        plan = [.. derived.Select(i => (i, set.Features[i].Derived))];
        userCount30d = set.IndexOf("user_count_30d");
        userSum24h = set.IndexOf("user_sum_24h");
        userSum30d = set.IndexOf("user_sum_30d");
        merchantCount1h = set.IndexOf("merchant_count_1h");
        merchantCount24h = set.IndexOf("merchant_count_24h");
    }

    public void Compute(Transaction transaction, Span<double> values)
    {
        var amountLog = PortableMath.Log2(1d + transaction.AmountBase);
        foreach (var (at, formula) in plan)
        {
            values[at] = formula switch
            {
                DerivedFormula.Amount => transaction.AmountBase,
                DerivedFormula.AmountLog => amountLog,
                DerivedFormula.Hour => transaction.EventTime % 86_400_000 / 3_600_000d,
                DerivedFormula.AmountToMean => AmountToMean(transaction.AmountBase, amountLog, values),
                DerivedFormula.DayToMean => DayToMean(values),
                DerivedFormula.MerchantRush =>
                    PortableMath.Log2(1d + values[merchantCount1h])
                    - PortableMath.Log2(1d + (values[merchantCount24h] / HoursOfDay)),
                DerivedFormula.CardAbroad => Differ(transaction.Country, transaction.CardCountry),
                _ => Differ(transaction.IpCountry, transaction.CardCountry),
            };
        }
    }

    double AmountToMean(long amount, double amountLog, ReadOnlySpan<double> values)
    {
        var earlier = values[userCount30d] - 1;
        return earlier + 1 < FewPayments
            ? double.NaN
            : amountLog - PortableMath.Log2(1d + ((values[userSum30d] - amount) / earlier));
    }

    double DayToMean(ReadOnlySpan<double> values) =>
        values[userCount30d] < FewPayments
            ? double.NaN
            : PortableMath.Log2(1d + values[userSum24h]) - PortableMath.Log2(1d + (values[userSum30d] / DaysOfMonth));

    static double Differ(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.IsEmpty || b.IsEmpty ? double.NaN : a.SequenceEqual(b) ? 0 : 1;
}
