namespace Tollgate.Engine.Idempotency;

/// <summary>Hash of an id → offset, in memory, for the segment being written. Open addressing, no removal.</summary>
sealed class TransactionIndexMemTable
{
    (UInt128 Id, long Offset)[] slots = new (UInt128, long)[1 << 14];

    public int Count { get; private set; }

    /// <summary>Latest event time among the ids, Unix ms.</summary>
    public long Newest { get; private set; } = long.MinValue;

    public void Add(UInt128 id, long offset, long eventTime)
    {
        if (++Count * 10 > slots.Length * 7)
            Grow();
        Place(slots, id, offset);
        Newest = Math.Max(Newest, eventTime);
    }

    /// <summary>The offset of the id, or -1.</summary>
    public long Find(UInt128 id)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(ulong)id & mask; ; i = (i + 1) & mask)
        {
            ref readonly var slot = ref slots[i];
            // Offsets are kept plus one, so that an untouched slot reads as empty.
            if (slot.Offset == 0)
                return -1;
            if (slot.Id == id)
                return slot.Offset - 1;
        }
    }

    public (UInt128 Id, long Offset)[] Sorted()
    {
        var entries = slots.Where(s => s.Offset != 0).Select(s => (s.Id, s.Offset - 1)).ToArray();
        Array.Sort(entries, (a, b) => a.Id.CompareTo(b.Id));
        return entries;
    }

    void Grow()
    {
        var wider = new (UInt128, long)[slots.Length * 2];
        foreach (var (id, offset) in slots)
        {
            if (offset != 0)
                Place(wider, id, offset - 1);
        }
        slots = wider;
    }

    static void Place((UInt128 Id, long Offset)[] slots, UInt128 id, long offset)
    {
        var mask = slots.Length - 1;
        var i = (int)(ulong)id & mask;
        while (slots[i].Offset != 0)
            i = (i + 1) & mask;
        slots[i] = (id, offset + 1);
    }
}
