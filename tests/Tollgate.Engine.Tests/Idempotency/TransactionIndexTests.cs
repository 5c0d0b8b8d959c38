using CsCheck;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Idempotency;

public sealed class TransactionIndexTests
{
    [Fact]
    public void Every_id_is_found_before_during_and_after_its_segment_is_sealed() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[0, 3_000]).Sample((first, second) =>
        {
            using var folder = new TemporaryFolder();
            var hash = TransactionIdHash.Load(folder);
            var index = new TransactionIndex(folder);
            for (var i = 0; i < first + second; i++)
            {
                if (i == first)
                    index.Seal(0);
                index.Add(hash.Of(BitConverter.GetBytes(i)), i * 10L, i);
            }
            index.Flush();
            for (var i = 0; i < first + second; i++)
                Assert.Equal(i * 10L, index.Find(hash.Of(BitConverter.GetBytes(i))));
            Assert.Equal(-1, index.Find(hash.Of("not there"u8)));
        }, iter: 30);

    [Fact]
    public void Segments_that_hold_nothing_newer_are_not_asked()
    {
        using var folder = new TemporaryFolder();
        var index = new TransactionIndex(folder);
        index.Add(7, 70, eventTime: 1_000);
        index.Seal(0);
        index.Flush();
        Assert.Equal(70, index.Find(7, newerThan: 1_000));
        Assert.Equal(-1, index.Find(7, newerThan: 1_001));
    }
}
