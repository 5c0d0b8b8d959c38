using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Scoring;

/// <summary>
/// An even sample of a stream of rows whose length is not known, in fixed memory: each row so far is in it with the
/// same probability (Vitter, "Random sampling with a reservoir", 1985, algorithm R). Same rows and seed, same sample.
/// </summary>
/// <param name="capacity">Rows kept at most.</param>
/// <param name="featureCount">Values a row.</param>
/// <param name="seed">The only source of chance.</param>
public sealed class ReservoirSample(int capacity, int featureCount, ulong seed)
{
    readonly Xoshiro256 random = new(seed);
    double[] rows = new double[Math.Min(capacity, 1024) * featureCount];

    /// <summary>Rows added so far, kept or not.</summary>
    public long Seen { get; private set; }

    public int Count => (int)Math.Min(Seen, capacity);

    /// <summary>The kept rows, row-major.</summary>
    public ReadOnlySpan<double> Rows => rows.AsSpan(0, Count * featureCount);

    /// <exception cref="ArgumentException">The row has another number of values.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        if (row.Length != featureCount)
            throw new ArgumentException($"A row has {featureCount} values here, not {row.Length}.", nameof(row));
        var at = Seen < capacity ? Seen : random.Below(Seen + 1);
        Seen++;
        if (at >= capacity)
            return;
        if ((at + 1) * featureCount > rows.Length)
            Array.Resize(ref rows, (int)Math.Min(rows.LongLength * 2, (long)capacity * featureCount));
        row.CopyTo(rows.AsSpan((int)at * featureCount));
    }
}
