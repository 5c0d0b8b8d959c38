namespace Tollgate.Engine.Simulation;

/// <summary>
/// Draws ranks with weights 1 / (rank + 5) in constant time, by Walker's alias method as Vose (1991) builds it. The
/// shift of 5 keeps the first shop of a country from taking a tenth of its payments.
/// </summary>
sealed class ZipfTable
{
    const int Shift = 5;

    readonly double[] keep;
    readonly int[] alias;

    public ZipfTable(int size)
    {
        keep = new double[size];
        alias = new int[size];
        var total = 0.0;
        for (var i = 0; i < size; i++)
            total += 1.0 / (i + Shift);
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < size; i++)
        {
            keep[i] = size / total / (i + Shift);
            (keep[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.TryPeek(out var donor))
        {
            var taker = small.Pop();
            alias[taker] = donor;
            keep[donor] -= 1 - keep[taker];
            if (keep[donor] < 1)
                small.Push(large.Pop());
        }

        // What is left over differs from 1 by rounding only.
        foreach (var i in small.Concat(large))
            keep[i] = 1;
    }

    public int Rank(ulong word)
    {
        var column = (int)Math.BigMul(word, (ulong)keep.Length, out var rest);
        return SeededRandom.Unit(rest) < keep[column] ? column : alias[column];
    }
}
