using Tollgate.Engine.Features.Windows;

namespace Tollgate.Engine.Tests.Features.Windows;

public sealed class KeyedWindowsTests
{
    [Fact]
    public void A_sum_that_no_result_holds_is_told_as_the_largest_and_is_exact_again_afterwards()
    {
        const long largest = 100_000_000_000_000_000, over = 1_000;
        var windows = new KeyedWindows([over], 0, lateness: over);
        var result = new long[windows.ResultLength];
        for (var i = 1; i <= 200; i++)
        {
            windows.Observe(0, 0, largest, [], result);
            Assert.Equal(i <= 92 ? i * largest : long.MaxValue, result[1]);
        }
        windows.Observe(0, over + 1, 5, [], result);
        Assert.Equal([1, 5], result);

        windows.Observe(0, 0, largest, [], result);
        Assert.Equal([201, long.MaxValue], result);
    }
}
