using CsCheck;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Tests.Numerics;

public sealed class SteppedTableTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 9], Gen.Int).Array[0, 3_000].Sample(changes =>
        {
            var table = new SteppedTable<int>(capacity: 4);
            var model = new Dictionary<UInt128, int>();
            foreach (var (number, kind, value) in changes)
            {
                var key = CrowdedKey(number);
                if (kind < 7)
                    table.Set(key, model[key] = value);
                else
                    Assert.Equal(model.Remove(key), table.Remove(key));
                Assert.Equal(model.Count, table.Count);
                Assert.Equal(model.ContainsKey(key), table.TryGet(key, out _));
            }
            for (var number = 0; number <= 300; number++)
            {
                var key = CrowdedKey(number);
                Assert.Equal(model.TryGetValue(key, out var expected), table.TryGet(key, out var value));
                Assert.Equal(expected, value);
            }
            Assert.Equal(model.OrderBy(pair => pair.Key), table.All.Select(Pair).OrderBy(pair => pair.Key));
        }, iter: 300);

    [Fact]
    public void No_change_moves_more_than_a_few_slots_and_growth_is_over_before_the_next_one()
    {
        var table = new SteppedTable<long>(capacity: 4);
        var growths = 0;
        for (var number = 0; number < 300_000; number++)
        {
            var capacity = table.Capacity;
            if (number % 3 == 2)
                table.Remove(KeyOf(number / 2, SplitMix64.Of(1, (ulong)number / 2)));
            else
                table.Set(KeyOf(number, SplitMix64.Of(1, (ulong)number)), number);
            if (table.Capacity > capacity)
            {
                // Twice as many slots came, and those before are all still to be moved.
                Assert.Equal(3 * capacity, table.Capacity);
                Assert.True(int.IsPow2(capacity), "it grew before it had moved");
                growths++;
            }
            else
            {
                Assert.InRange(capacity - table.Capacity, 0, SteppedTable<long>.SlotsAStep);
            }
        }
        Assert.InRange(growths, 10, 20);
    }

    /// <summary>Few homes about the end: chains are long, wrap around, and lie over what was removed.</summary>
    static UInt128 CrowdedKey(int number) => KeyOf(number, ((ulong)number % 7) - 5);

    static UInt128 KeyOf(int number, ulong home) => new((ulong)number, home);

    static KeyValuePair<UInt128, int> Pair((UInt128 Key, int Value) entry) => new(entry.Key, entry.Value);
}
