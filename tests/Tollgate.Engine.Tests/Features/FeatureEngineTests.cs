using CsCheck;
using Tollgate.Engine.Features;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Features;

public sealed class FeatureEngineTests
{
    const long Lateness = 86_400_000;

    /// <summary>Steps between payments that hit ties, window edges to the millisecond, and long silences.</summary>
    static readonly Gen<long> Step = Gen.Frequency(
        (3, Gen.Const(0L)),
        (3, Gen.Long[1, 900]),
        (2, OneOf(59_999, 60_000, 60_001, 3_599_999, 3_600_000, 3_600_001)),
        (2, Gen.Long[1_000, 4_000_000]),
        (1, OneOf(86_400_000, 86_400_001, 30 * 86_400_000L, (30 * 86_400_000L) + 1)),
        (2, Gen.Long[-3_000, -1]),
        (1, Gen.Long[-86_000_000, -3_000]),
        (1, OneOf(-Lateness, 1 - Lateness)));

    static readonly Gen<(long Step, int User, int Card, int Device, int Merchant, long Amount)> Payment =
        Gen.Select(Step, Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Long[0, 1_000_000]);

    [Fact]
    public void Every_window_equals_the_sum_over_all_rows_also_for_rows_that_come_late() =>
        Payment.Array[1, 120].Sample(payments =>
        {
            var engine = new FeatureEngine(DefaultFeatures.Set, Lateness);
            var reference = new ReferenceFeatures(DefaultFeatures.Set);
            foreach (var bytes in Rows(payments))
                AssertWindows(reference.Observe(bytes), Observe(engine, bytes));
        }, iter: 400);

    [Fact]
    public void A_snapshot_taken_anywhere_changes_no_later_value() =>
        Gen.Select(Payment.Array[2, 60], Gen.Int[1, 59]).Sample((payments, cut) =>
        {
            var whole = new FeatureEngine(DefaultFeatures.Set, Lateness);
            var resumed = new FeatureEngine(DefaultFeatures.Set, Lateness);
            var rows = Rows(payments).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                if (i == Math.Min(cut, rows.Length - 1))
                    resumed = WrittenAndRead(resumed);
                Assert.Equal(Observe(whole, rows[i]), Observe(resumed, rows[i]));
            }
        }, iter: 200);

    [Fact]
    public void A_window_holds_a_row_that_is_exactly_as_old_as_the_window_and_none_older()
    {
        var engine = new FeatureEngine(DefaultFeatures.Set, Lateness);
        Observe(engine, Some.Bytes(Some.Json("a", Some.Noon)));
        Assert.Equal(2, Value(engine, Some.Json("b", Some.Noon + 60_000), "user_count_60s"));
        Assert.Equal(2, Value(engine, Some.Json("c", Some.Noon + 60_001), "user_count_60s"));
    }

    [Fact]
    public void Payments_without_a_card_form_no_group_of_their_own()
    {
        var engine = new FeatureEngine(DefaultFeatures.Set, Lateness);
        Observe(engine, Some.Bytes(Some.Json("a", user: "u-1")));
        Assert.Equal(double.NaN, Value(engine, Some.Json("b", user: "u-2"), "card_count_60s"));
        Assert.Equal(1, Value(engine, Some.Json("c", user: "u-3", card: "c-1"), "card_count_60s"));
    }

    [Fact]
    public void Forgetting_old_rows_leaves_the_tables_small()
    {
        var engine = new FeatureEngine(DefaultFeatures.Set, Lateness);
        var values = new double[DefaultFeatures.Set.Count];
        for (var i = 0; i < 200_000; i++)
        {
            var payment = Some.Bytes(Some.Json($"t{i}", Some.Noon + (i * 60_000L), merchant: $"m{i % 500}"));
            engine.Observe(new(payment), values);
        }
        using var bytes = new MemoryStream();
        engine.Write(new(bytes));
        // 44,640 payments of a user lie in 31 days; 200,000 of them would need more than 8 MB.
        Assert.InRange(bytes.Length, 0, 45_000_000);
    }

    static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static IEnumerable<byte[]> Rows((long Step, int User, int Card, int Device, int Merchant, long Amount)[] payments)
    {
        var (time, newest) = (Some.Noon, Some.Noon);
        for (var i = 0; i < payments.Length; i++)
        {
            var p = payments[i];
            // Down to the very edge of what is exact.
            time = Math.Max(newest - Lateness, time + p.Step);
            newest = Math.Max(newest, time);
            yield return Some.Bytes(Some.Json(
                $"t-{i}", time, $"u-{p.User}", p.Amount, $"m-{p.Merchant}",
                p.Card == 0 ? null : $"c-{p.Card}", p.Device == 0 ? null : $"d-{p.Device}"));
        }
    }

    static double[] Observe(FeatureEngine engine, byte[] bytes)
    {
        var values = new double[DefaultFeatures.Set.Count];
        engine.Observe(new Transaction(bytes), values);
        return values;
    }

    static double Value(FeatureEngine engine, string json, string feature) =>
        Observe(engine, Some.Bytes(json))[DefaultFeatures.Set.IndexOf(feature)];

    static FeatureEngine WrittenAndRead(FeatureEngine engine)
    {
        using var bytes = new MemoryStream();
        engine.Write(new(bytes));
        bytes.Position = 0;
        var read = new FeatureEngine(DefaultFeatures.Set, Lateness);
        read.Read(new(bytes));
        return read;
    }

    static void AssertWindows(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var feature = DefaultFeatures.Set.Features[i];
            if (feature.Window is not null)
                Assert.True(expected[i].Equals(actual[i]), $"{feature.Name}: {actual[i]}, by definition {expected[i]}");
        }
    }
}
