namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// (entity, value) → row at which the value was last seen. Both are small numbers, so the key is exact. Open
/// addressing with linear probing; removal moves later entries back, so there are no tombstones. One writer.
/// </summary>
sealed class LastSeenTable
{
    (long Key, long Row)[] slots = new (long, long)[1024];
    int count;

    /// <summary>Notes the row and returns the one noted before, or -1.</summary>
    public long Exchange(int entity, int value, long row)
    {
        var key = KeyOf(entity, value);
        var slot = SlotOf(key);
        ref var found = ref slots[slot];
        if (found.Key == key)
        {
            var before = found.Row;
            found.Row = row;
            return before;
        }
        found = (key, row);
        if (++count * 3L > slots.Length * 2L)
            Widen();
        return -1;
    }

    /// <summary>The row noted, or -1.</summary>
    public long Find(int entity, int value)
    {
        ref var found = ref slots[SlotOf(KeyOf(entity, value))];
        return found.Key == 0 ? -1 : found.Row;
    }

    /// <summary>Starts to load what the others will look at first.</summary>
    public void Prefetch(int entity, int value) => Windows.Prefetch.Line(ref slots[Home(KeyOf(entity, value))]);

    public void Remove(int entity, int value)
    {
        var mask = slots.Length - 1;
        var hole = SlotOf(KeyOf(entity, value));
        if (slots[hole].Key == 0)
            return;
        count--;
        for (var next = (hole + 1) & mask; slots[next].Key != 0; next = (next + 1) & mask)
        {
            // An entry may move into the hole only if the hole lies between its home and where it stands.
            if (((next - Home(slots[next].Key)) & mask) >= ((next - hole) & mask))
            {
                slots[hole] = slots[next];
                hole = next;
            }
        }
        slots[hole] = default;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(slots.Length);
        to.Write(count);
        LargeArray.Write<(long, long)>(to, slots);
    }

    public static LastSeenTable Read(BinaryReader from)
    {
        var table = new LastSeenTable { slots = new (long, long)[from.ReadInt32()], count = from.ReadInt32() };
        LargeArray.Read<(long, long)>(from, table.slots);
        return table;
    }

    // Entities are counted from one in the key, so that a key is never zero, which means free.
    static long KeyOf(int entity, int value) => ((entity + 1L) << 32) | (uint)value;

    int Home(long key) => (int)(((ulong)key * 0x9E3779B97F4A7C15) >> 32) & (slots.Length - 1);

    int SlotOf(long key)
    {
        var mask = slots.Length - 1;
        var slot = Home(key);
        while (slots[slot].Key != 0 && slots[slot].Key != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    void Widen()
    {
        var old = slots;
        slots = new (long, long)[checked(old.Length * 2)];
        foreach (var entry in old)
        {
            if (entry.Key != 0)
                slots[SlotOf(entry.Key)] = entry;
        }
    }
}
