using CsCheck;
using Tollgate.Engine.Decisions;

namespace Tollgate.Engine.Tests.Decisions;

public sealed class StrongestReasonsTests
{
    static readonly Gen<double> Contribution = Gen.OneOf(
        Gen.Double[-0.2, 0.2], Gen.Int[-3, 3].Select(i => i * 0.01), Gen.Int[-3, 3].Select(i => i * 0.0001));

    [Fact]
    public void The_reasons_are_the_ends_of_the_sorted_contributions() => Contribution.Array[1, 40].Sample(all =>
    {
        var reasons = new StrongestReasons();

        reasons.Choose(all);

        var sorted = Enumerable.Range(0, all.Length).OrderByDescending(i => all[i]).ToList();
        var least = 0.02 * all.Max(Math.Abs);
        int[] expected =
        [
            .. sorted.Take(6).Where(i => all[i] > least), .. sorted.TakeLast(2).Where(i => all[i] < -least),
        ];
        Assert.Equal(
            expected.Select(i => (i, all[i])), Enumerable.Range(0, reasons.Count).Select(i => reasons[i]));
    }, iter: 20_000);
}
