using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Tests.Numerics;

public sealed class Xoshiro256Tests
{
    // splitmix64 and xoshiro256** written out in Python's integers from the authors' C.
    [Fact]
    public void Its_numbers_are_those_of_the_published_generator()
    {
        var random = new Xoshiro256(42);
        ulong[] published =
            [0x15780B2E0C2EC716UL, 0x6104D9866D113A7EUL, 0xAE17533239E499A1UL, 0xECB8AD4703B360A1UL];
        Assert.Equal(published, Enumerable.Range(0, 4).Select(_ => random.Next()));
    }

    [Fact]
    public void Bounded_numbers_reach_both_ends_and_no_further()
    {
        var random = new Xoshiro256(1);
        Assert.Equal([0L, 1L, 2L], Enumerable.Range(0, 1000).Select(_ => random.Below(3)).Distinct().Order());
    }
}
