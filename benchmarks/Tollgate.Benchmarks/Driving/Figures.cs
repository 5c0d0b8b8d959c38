namespace Tollgate.Benchmarks.Driving;

static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>The median ratio of what was measured in the same rounds: what slows one side, slows both.</summary>
    public static double MedianRatio(IEnumerable<double> of, IEnumerable<double> to) =>
        Median(of.Zip(to, (a, b) => a / b));
}
