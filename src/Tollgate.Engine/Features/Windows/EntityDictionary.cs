using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tollgate.Engine.Features.Windows;

/// <summary>Gives every id of one kind a small number, in order of appearance. One writer.</summary>
sealed class EntityDictionary
{
    const int FirstChunkBytes = 1 << 12, Doublings = 8, WhereBits = 12;

    /// <summary>
    /// Of this process alone, so that nobody can prepare ids that collide. It decides where an id stands in the table,
    /// never its number, so that decisions do not depend on it.
    /// </summary>
    static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    readonly List<byte[]> chunks = [];
    readonly List<long[]> where = []; // number → chunk << 32 | start; the text begins with its length, u16
    readonly Shard[] shards = Sharding.New(() => new Shard());
    int chunkUsed;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var at = WhereIs(number);
            var (chunk, start) = (chunks[(int)(at >> 32)], (int)at);
            return chunk.AsSpan(start + 2, chunk[start] | (chunk[start + 1] << 8));
        }
    }

    /// <summary>The number of an id, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id) => Find(id, Hash(id), out _);

    public int Intern(ReadOnlySpan<byte> id) => Intern(id, Hash(id));

    /// <param name="hash">The id's <see cref="Hash"/>.</param>
    public int Intern(ReadOnlySpan<byte> id, uint hash)
    {
        var number = Find(id, hash, out var slot);
        return number >= 0 ? number : AddNew(id, hash, slot);
    }

    /// <summary>Starts to load the first slot of an id.</summary>
    public void PrefetchSlot(uint hash)
    {
        var table = shards[Sharding.Of(hash)].Table;
        Prefetch.Line(ref table[(int)hash & (table.Length - 1)]);
    }

    /// <summary>The number that an id probably has, or -1; starts to load where its text lies.</summary>
    public int Guess(uint hash)
    {
        var table = shards[Sharding.Of(hash)].Table;
        var mask = table.Length - 1;
        for (var slot = (int)hash & mask; table[slot] != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(table[slot] >> 32) != hash)
                continue;
            var number = (int)(uint)table[slot] - 1;
            Prefetch.Line(ref WhereIs(number));
            return number;
        }
        return -1;
    }

    /// <summary>Starts to load the text of an id.</summary>
    public void PrefetchText(int number) =>
        Prefetch.Line(ref chunks[(int)(WhereIs(number) >> 32)][(int)WhereIs(number)]);

    public void Write(BinaryWriter to)
    {
        to.Write(Count);
        for (var i = 0; i < Count; i++)
        {
            var id = this[i];
            to.Write((ushort)id.Length);
            to.Write(id);
        }
    }

    public static EntityDictionary Read(BinaryReader from)
    {
        var ids = new EntityDictionary();
        Span<byte> id = stackalloc byte[ushort.MaxValue + 1];
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var text = id[..from.ReadUInt16()];
            from.BaseStream.ReadExactly(text);
            ids.Intern(text);
        }
        return ids;
    }

    int Find(ReadOnlySpan<byte> id, uint hash, out int slot)
    {
        var table = shards[Sharding.Of(hash)].Table;
        var mask = table.Length - 1;
        for (slot = (int)hash & mask; table[slot] != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(table[slot] >> 32) == hash && this[(int)(uint)table[slot] - 1].SequenceEqual(id))
                return (int)(uint)table[slot] - 1;
        }
        return -1;
    }

    int AddNew(ReadOnlySpan<byte> id, uint hash, int slot)
    {
        if (chunks.Count == 0 || chunkUsed + id.Length + 2 > chunks[^1].Length)
        {
            chunks.Add(new byte[Math.Max(id.Length + 2, FirstChunkBytes << Math.Min(chunks.Count, Doublings))]);
            chunkUsed = 0;
        }
        var chunk = chunks[^1];
        chunk[chunkUsed] = (byte)id.Length;
        chunk[chunkUsed + 1] = (byte)(id.Length >> 8);
        id.CopyTo(chunk.AsSpan(chunkUsed + 2));
        if (Count >> WhereBits == where.Count)
            where.Add(new long[1 << WhereBits]);
        WhereIs(Count) = ((long)(chunks.Count - 1) << 32) | (uint)chunkUsed;
        chunkUsed += id.Length + 2;
        var number = Count++;
        shards[Sharding.Of(hash)].Add(((ulong)hash << 32) | (uint)Count, slot, Sharding.Of(hash));
        return number;
    }

    ref long WhereIs(int number) => ref where[number >> WhereBits][number & ((1 << WhereBits) - 1)];

    /// <summary>Of this process alone.</summary>
    public static uint Hash(ReadOnlySpan<byte> id)
    {
        var hash = Seed ^ ((ulong)id.Length * 0x9E3779B97F4A7C15);
        var words = MemoryMarshal.Cast<byte, ulong>(id);
        foreach (var word in words)
            hash = SplitMix64(hash ^ word);
        ulong tail = 0;
        foreach (var b in id[(words.Length * 8)..])
            tail = (tail << 8) | b;
        return (uint)(SplitMix64(hash ^ tail) >> 16);
    }

    static ulong SplitMix64(ulong x)
    {
        var high = Math.BigMul(x, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;
    }

    /// <summary>A part of the table: a slot has the hash in its upper half, the number + 1 in the lower.</summary>
    sealed class Shard
    {
        int count;

        public ulong[] Table { get; private set; } = new ulong[16];

        public void Add(ulong entry, int slot, int shard)
        {
            Table[slot] = entry;
            if (Sharding.IsFull(shard, ++count, Table.Length))
                Widen();
        }

        void Widen()
        {
            var wider = new ulong[Table.Length * 2];
            var mask = wider.Length - 1;
            foreach (var entry in Table)
            {
                if (entry == 0)
                    continue;
                var slot = (int)(entry >> 32) & mask;
                while (wider[slot] != 0)
                    slot = (slot + 1) & mask;
                wider[slot] = entry;
            }
            Table = wider;
        }
    }
}
