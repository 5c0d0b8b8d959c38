namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// (entity, value) → row at which the value was last seen. Both are small numbers, so the key is exact. Open
/// addressing with linear probing; removal moves later entries back, so there are no tombstones. One writer.
/// </summary>
sealed class LastSeenTable
{
    readonly Shard[] shards = Sharding.New(() => new Shard());

    /// <summary>Slots, taken and free.</summary>
    public long Capacity => shards.Sum(shard => (long)shard.Slots.Length);

    /// <summary>Notes the row and returns the one noted before, or -1.</summary>
    public long Exchange(int entity, int value, long row)
    {
        var key = KeyOf(entity, value);
        var number = ShardOf(key);
        var shard = shards[number];
        ref var found = ref shard.Slots[shard.SlotOf(key)];
        if (found.Key == key)
        {
            var before = found.Row;
            found.Row = row;
            return before;
        }
        found = (key, row);
        if (Sharding.IsFull(number, ++shard.Count, shard.Slots.Length))
            shard.Widen();
        return -1;
    }

    /// <summary>The row noted, or -1.</summary>
    public long Find(int entity, int value)
    {
        var key = KeyOf(entity, value);
        var shard = shards[ShardOf(key)];
        ref var found = ref shard.Slots[shard.SlotOf(key)];
        return found.Key == 0 ? -1 : found.Row;
    }

    /// <summary>Starts to load what the others will look at first.</summary>
    public void Prefetch(int entity, int value)
    {
        var key = KeyOf(entity, value);
        var shard = shards[ShardOf(key)];
        Windows.Prefetch.Line(ref shard.Slots[shard.Home(key)]);
    }

    public void Remove(int entity, int value)
    {
        var key = KeyOf(entity, value);
        shards[ShardOf(key)].Remove(key);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(checked((int)Capacity));
        to.Write(shards.Sum(shard => shard.Count));
        foreach (var shard in shards)
            LargeArray.Write<(long, long)>(to, shard.Slots);
    }

    /// <summary>Reads slots of any arrangement: those that are taken count, and not where they stand.</summary>
    public static LastSeenTable Read(BinaryReader from)
    {
        var table = new LastSeenTable();
        var left = from.ReadInt32();
        from.ReadInt32(); // how many are taken
        var piece = new (long Key, long Row)[Math.Min(left, LargeArray.Piece)];
        for (; left > 0; left -= piece.Length)
        {
            var read = piece.AsSpan(0, Math.Min(left, piece.Length));
            LargeArray.Read<(long, long)>(from, read);
            foreach (var (key, row) in read)
            {
                if (key != 0)
                    table.Exchange((int)(key >> 32) - 1, (int)key, row);
            }
        }
        return table;
    }

    // Entities are counted from one in the key, so that a key is never zero, which means free.
    static long KeyOf(int entity, int value) => ((entity + 1L) << 32) | (uint)value;

    static uint HashOf(long key) => (uint)(((ulong)key * 0x9E3779B97F4A7C15) >> 32);

    static int ShardOf(long key) => Sharding.Of(HashOf(key));

    sealed class Shard
    {
        public int Count;

        public (long Key, long Row)[] Slots { get; private set; } = new (long, long)[8];

        public int Home(long key) => (int)HashOf(key) & (Slots.Length - 1);

        /// <summary>Where the key stands, or would stand.</summary>
        public int SlotOf(long key)
        {
            var mask = Slots.Length - 1;
            var slot = Home(key);
            while (Slots[slot].Key != 0 && Slots[slot].Key != key)
                slot = (slot + 1) & mask;
            return slot;
        }

        public void Remove(long key)
        {
            var mask = Slots.Length - 1;
            var hole = SlotOf(key);
            if (Slots[hole].Key == 0)
                return;
            Count--;
            for (var next = (hole + 1) & mask; Slots[next].Key != 0; next = (next + 1) & mask)
            {
                // An entry may move into the hole only if the hole lies between its home and where it stands.
                if (((next - Home(Slots[next].Key)) & mask) >= ((next - hole) & mask))
                {
                    Slots[hole] = Slots[next];
                    hole = next;
                }
            }
            Slots[hole] = default;
        }

        public void Widen()
        {
            var old = Slots;
            Slots = new (long, long)[checked(old.Length * 2)];
            foreach (var entry in old)
            {
                if (entry.Key != 0)
                    Slots[SlotOf(entry.Key)] = entry;
            }
        }
    }
}
