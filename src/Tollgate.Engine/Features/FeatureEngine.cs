using Tollgate.Engine.Features.Windows;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Features;

/// <summary>
/// The embedded plan of a feature set: windows over users, cards, devices and merchants, and what is derived from
/// them. One writer: the decision loop.
/// </summary>
sealed partial class FeatureEngine
{
    readonly record struct Output(int From, int To);

    readonly EntityDictionary[] ids = new EntityDictionary[EntityKinds.Count];
    readonly KeyedWindows[] windows = new KeyedWindows[EntityKinds.Count];
    readonly EntityKind[][] columns = new EntityKind[EntityKinds.Count][];
    readonly Output[][] outputs = new Output[EntityKinds.Count][];
    readonly int[] single = new int[EntityKinds.Count];
    readonly long[] result;
    readonly DerivedFeatures derived;

    /// <param name="lateness">How far an event may lag behind its entity's newest one and be exact, ms.</param>
    public FeatureEngine(FeatureSet set, long lateness)
    {
        Set = set;
        derived = new(set);
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            ids[kind] = new();
            Plan((EntityKind)kind, lateness);
        }
        result = new long[windows.Max(w => w.ResultLength)];
    }

    public FeatureSet Set { get; }

    /// <summary>
    /// How far behind its entity's newest event an event may come and be exact, ms, from the next event on. What was
    /// forgotten before does not come back.
    /// </summary>
    public void Keep(long lateness)
    {
        foreach (var window in windows)
            window.Keep(lateness);
    }

    /// <summary>Inserts one payment into its windows and computes all its features; NaN where one is absent.</summary>
    /// <param name="values">As long as the feature set.</param>
    public void Observe(Transaction transaction, Span<double> values)
    {
        ReadOnlySpan<(int, int)> place = [(0, transaction.Bytes.Length)];
        var row = new TransactionRows(transaction.Bytes, place);
        Observe(row, single, values);
        Derive(row, values);
    }

    /// <summary>As the other, for the payment that was observed alone just now.</summary>
    public long ExchangeLastDecision(EntityKind kind, long offset) =>
        ExchangeLastDecision(kind, single[(int)kind], offset);

    /// <summary>
    /// Notes where the newest decision about an entity will stand, unless the offset is negative; returns the offset
    /// of the one before, or -1.
    /// </summary>
    /// <param name="number">The entity's, as from <see cref="Observe(TransactionRows, Span{int}, Span{double})"/>;
    /// of one that is absent nothing is noted.</param>
    public long ExchangeLastDecision(EntityKind kind, int number, long offset) =>
        number == KeyedWindows.NoValue ? -1 : windows[(int)kind].ExchangeLastDecision(number, offset);

    /// <summary>Offset of the newest decision about an entity, or -1.</summary>
    public long LastDecisionOf(EntityKind kind, ReadOnlySpan<byte> id) =>
        ids[(int)kind].Find(id) is var number and >= 0 ? windows[(int)kind].LastDecisionOf(number) : -1;

    public int EntityCount(EntityKind kind) => ids[(int)kind].Count;

    public void Write(BinaryWriter to)
    {
        to.Write(Set.Hash);
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            ids[kind].Write(to);
            windows[kind].Write(to);
        }
    }

    /// <exception cref="InvalidDataException">The snapshot was taken with another feature set.</exception>
    public void Read(BinaryReader from)
    {
        if (from.ReadString() != Set.Hash)
            throw new InvalidDataException("The snapshot was taken with another feature set.");
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            ids[kind] = EntityDictionary.Read(from);
            windows[kind].Read(from);
        }
    }

    void Plan(EntityKind kind, long lateness)
    {
        var mine = Enumerable.Range(0, Set.Count).Where(i => Set.Features[i].Window?.By == kind).ToArray();
        var overs = mine.Select(i => Set.Features[i].Window!.Over).Distinct().Order().ToArray();
        var told = mine.Select(i => Set.Features[i].Window!.Of).OfType<EntityKind>().Distinct().ToArray();
        columns[(int)kind] = told;
        windows[(int)kind] = new(overs, told.Length, lateness);
        var perWindow = 2 + told.Length;
        outputs[(int)kind] = [.. mine.Select(i => Set.Features[i].Window! is var w
            ? new Output((Array.IndexOf(overs, w.Over) * perWindow) + Position(w), i)
            : default)];

        int Position(WindowSpec w) => w.Aggregate switch
        {
            Aggregate.Count => 0,
            Aggregate.Sum => 1,
            _ => 2 + Array.IndexOf(told, w.Of!.Value),
        };
    }
}
