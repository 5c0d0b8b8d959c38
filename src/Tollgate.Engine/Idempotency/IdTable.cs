using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// Ids in memory: of the segment that is being written, or of a sealed one that waits for its file. Its lock is held
/// for look-ups in memory only.
/// </summary>
sealed class IdTable : IIndexPart
{
    readonly SteppedTable<long> offsets = new();
    readonly Lock sync = new();

    public long From { get; private set; }
    public long To { get; private set; } = long.MaxValue;
    public long Count => offsets.Count;
    public long Oldest { get; private set; } = long.MaxValue;
    public long Newest { get; private set; } = long.MinValue;

    public void Add(UInt128 id, long offset, long keptUntil)
    {
        lock (sync)
        {
            offsets.Set(id, offset);
            Oldest = Math.Min(Oldest, keptUntil);
            Newest = Math.Max(Newest, keptUntil);
        }
    }

    /// <summary>Nothing is added from now on.</summary>
    public void Seal(long from, long to) => (From, To) = (from, to);

    public long Find(UInt128 id)
    {
        lock (sync)
            return offsets.TryGet(id, out var offset) ? offset : -1;
    }

    public void Find(ReadOnlySpan<UInt128> ids, Span<long> offsets)
    {
        lock (sync)
        {
            foreach (var id in ids)
                this.offsets.Prefetch(id);
            for (var i = 0; i < ids.Length; i++)
            {
                if (offsets[i] < 0 && this.offsets.TryGet(ids[i], out var offset))
                    offsets[i] = offset;
            }
        }
    }

    public IEnumerable<(UInt128 Id, long Offset)> ReadSorted()
    {
        var (ids, at) = (new UInt128[offsets.Count], new long[offsets.Count]);
        var next = 0;
        foreach (var (id, offset) in offsets.All)
            (ids[next], at[next++]) = (id, offset);
        Array.Sort(ids, at);
        return ids.Zip(at);
    }
}
