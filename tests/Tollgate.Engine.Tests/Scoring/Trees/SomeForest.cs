using CsCheck;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring.Trees;

/// <summary>Random forests and rows that hold every kind of number.</summary>
static class SomeForest
{
    static readonly double[] Odd =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e14, -1e300, 1e-40];

    public static Gen<double> Value { get; } = Gen.Frequency(
        (8, Gen.Double[-3, 3]),
        (4, Gen.Int[-2, 2].Select(i => (double)i)),
        (1, Gen.Double),
        (1, Gen.Int[0, Odd.Length - 1].Select(i => Odd[i])));

    public static Gen<double[]> Row(int width) => Value.Array[width];

    public static Gen<(double[] Rows, int Width)> Rows { get; } =
        from width in Gen.Int[1, 12]
        from count in Gen.Int[2, 80]
        from rows in Value.Array[width * count]
        select (rows, width);

    public static Gen<ForestSettings> Settings { get; } =
        from trees in Gen.Int[1, 20]
        from sample in Gen.OneOf(Gen.Int[2, 64], Gen.Int[65, 4096])
        from seed in Gen.ULong
        select new ForestSettings(trees, sample, seed);

    public static Gen<(IsolationForest Forest, double[] Row)> WithRow { get; } =
        from rows in Rows
        from settings in Settings
        from row in Row(rows.Width)
        select (IsolationForest.Train(rows.Rows, rows.Width, settings), row);

    public static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
