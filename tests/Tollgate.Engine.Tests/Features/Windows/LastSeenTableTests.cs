using CsCheck;
using Tollgate.Engine.Features.Windows;

namespace Tollgate.Engine.Tests.Features.Windows;

public sealed class LastSeenTableTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds_also_when_it_is_stored() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 9]).Array[0, 3_000].Sample(changes =>
        {
            var table = new LastSeenTable();
            var model = new Dictionary<(int, int), long>();
            for (var row = 0; row < changes.Length; row++)
            {
                var (entity, value, kind) = changes[row];
                var before = model.GetValueOrDefault((entity, value), -1);
                Assert.Equal(before, table.Find(entity, value));
                if (kind < 7)
                {
                    Assert.Equal(before, table.Exchange(entity, value, row));
                    model[(entity, value)] = row;
                }
                else
                {
                    table.Remove(entity, value);
                    model.Remove((entity, value));
                }
            }
            using var stream = new MemoryStream();
            table.Write(new(stream));
            stream.Position = 0;
            var read = LastSeenTable.Read(new(stream));
            for (var entity = 0; entity <= 40; entity++)
            {
                for (var value = 0; value <= 40; value++)
                    Assert.Equal(model.GetValueOrDefault((entity, value), -1), read.Find(entity, value));
            }
        }, iter: 100);

    [Fact]
    public void No_row_makes_it_copy_more_than_a_small_part()
    {
        var table = new LastSeenTable();
        for (var row = 0; row < 1_000_000; row++)
        {
            var before = table.Capacity;
            table.Exchange(row % 5_000, row / 5_000, row);
            Assert.InRange(table.Capacity - before, 0, (before / 64) + 8);
        }
    }
}
