using CsCheck;
using Tollgate.Engine.Features;
using Tollgate.Engine.Features.Windows;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Features;

public sealed class FeatureRowsTests
{
    const long Day = 86_400_000;
    const int Kinds = EntityKinds.Count;

    static readonly int Width = DefaultFeatures.Set.Count;

    /// <summary>Few entities, so that many rows of a group share them; now and then a new or an absent one.</summary>
    static readonly Gen<byte[]> Payment =
        from time in Gen.Frequency(
            (6, Gen.Long[0, 5_000]), (1, Gen.Long[0, 3 * 3_600_000]), (1, Gen.Long[0, 2 * Day]))
        from user in Gen.Frequency((4, Gen.Int[0, 2]), (1, Gen.Int[0, 200]))
        from card in Gen.Frequency((4, Gen.Int[0, 3]), (1, Gen.Int[0, 200]))
        from device in Gen.Int[0, 3]
        from merchant in Gen.Int[0, 2]
        from amount in Gen.Long[0, 1_000_000]
        select Some.Bytes(Some.Json(
            "t", Some.Noon + time, $"u-{user}", amount, $"m-{merchant}",
            card == 0 ? null : $"c-{card}", device == 0 ? null : $"d-{device}"));

    [Fact]
    public void Rows_taken_together_give_the_values_and_numbers_of_rows_taken_one_at_a_time() =>
        Gen.Select(Payment.Array[1, 150], Gen.Int[1, 150]).Sample((payments, batch) =>
        {
            FeatureEngine together = new(DefaultFeatures.Set, Day), alone = new(DefaultFeatures.Set, Day);
            var (values, entities) = Observe(together, payments, batch);
            var (expected, numbers) = Observe(alone, payments, 1);

            Assert.Equal(Bits(expected), Bits(values));
            Assert.Equal(numbers, entities);
            Assert.Equal(Bytes(alone), Bytes(together));
        }, iter: 300);

    [Fact]
    public void A_row_alone_equals_a_batch_of_one()
    {
        FeatureEngine alone = new(DefaultFeatures.Set, Day), batch = new(DefaultFeatures.Set, Day);
        byte[][] payments = [.. SomeModel.Payments(500)];
        var values = new double[Width];
        var (expected, _) = Observe(batch, payments, 100);
        for (var i = 0; i < payments.Length; i++)
        {
            alone.Observe(new(payments[i]), values);
            Assert.Equal(Bits(expected.AsSpan(i * Width, Width)), Bits(values));
        }
    }

    [Fact]
    public void Entities_are_numbered_in_the_order_of_their_appearance_and_absent_ones_have_no_value()
    {
        var engine = new FeatureEngine(DefaultFeatures.Set, Day);
        byte[][] payments =
        [
            Some.Bytes(Some.Json(user: "b", card: "c")), Some.Bytes(Some.Json(user: "a")),
            Some.Bytes(Some.Json(user: "b", device: "d")),
        ];
        const int none = KeyedWindows.NoValue;

        Assert.Equal([0, 0, none, 0, 1, none, none, 0, 0, none, 0, 0], Observe(engine, payments, 3).Entities);
    }

    [Fact]
    public void A_decision_is_exchanged_by_number_and_a_negative_offset_leaves_the_one_before()
    {
        var engine = new FeatureEngine(DefaultFeatures.Set, Day);
        Observe(engine, [Some.Bytes(Some.Json(user: "a")), Some.Bytes(Some.Json(user: "b"))], 2);

        Assert.Equal(-1, engine.ExchangeLastDecision(EntityKind.User, 1, 100));
        Assert.Equal(100, engine.ExchangeLastDecision(EntityKind.User, 1, -1));
        Assert.Equal(100, engine.ExchangeLastDecision(EntityKind.User, 1, 200));
        Assert.Equal(200, engine.LastDecisionOf(EntityKind.User, "b"u8));
        Assert.Equal(-1, engine.LastDecisionOf(EntityKind.User, "a"u8));
        Assert.Equal(-1, engine.ExchangeLastDecision(EntityKind.Card, KeyedWindows.NoValue, 300));
    }

    [Fact]
    public void Rows_are_kept_by_the_lateness_that_is_in_force()
    {
        const long month = 30 * Day;
        Assert.Equal(2, CountOfTheLate(_ => { }));
        Assert.Equal(1, CountOfTheLate(engine => engine.Keep(1_000)));
        Assert.Equal(2, CountOfTheLate(engine =>
        {
            engine.Keep(1_000);
            engine.Keep(Day);
        }));

        // A month before the late row lies one that only stays while a day of lateness is kept.
        static double CountOfTheLate(Action<FeatureEngine> change)
        {
            var engine = new FeatureEngine(DefaultFeatures.Set, Day);
            Observe(engine, [Some.Bytes(Some.Json(time: Some.Noon))], 1);
            change(engine);
            Observe(engine, [Some.Bytes(Some.Json(time: Some.Noon + month + Day))], 1);
            var late = Observe(engine, [Some.Bytes(Some.Json(time: Some.Noon + month))], 1).Values;
            return late[DefaultFeatures.Set.IndexOf("user_count_30d")];
        }
    }

    static (double[] Values, int[] Entities) Observe(FeatureEngine engine, byte[][] payments, int batch)
    {
        var values = new double[payments.Length * Width];
        var entities = new int[payments.Length * Kinds];
        for (var from = 0; from < payments.Length; from += batch)
        {
            byte[][] part = payments[from..Math.Min(from + batch, payments.Length)];
            byte[] buffer = [.. part.SelectMany(bytes => bytes)];
            var places = new (int Start, int Length)[part.Length];
            for (var (i, at) = (0, 0); i < part.Length; at += part[i++].Length)
                places[i] = (at, part[i].Length);
            var rows = new TransactionRows(buffer, places);
            engine.Observe(rows, entities.AsSpan(from * Kinds, part.Length * Kinds), values.AsSpan(from * Width));
            engine.Derive(rows, values.AsSpan(from * Width));
        }
        return (values, entities);
    }

    static long[] Bits(ReadOnlySpan<double> values)
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = BitConverter.DoubleToInt64Bits(values[i]);
        return bits;
    }

    static byte[] Bytes(FeatureEngine engine)
    {
        using var bytes = new MemoryStream();
        engine.Write(new(bytes));
        return bytes.ToArray();
    }
}
