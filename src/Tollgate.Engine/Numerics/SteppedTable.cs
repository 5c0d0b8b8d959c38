using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tollgate.Engine.Numerics;

/// <summary>
/// A map from a 128-bit hash to a value that grows step by step: when it is full, twice its slots are put beside it, in
/// chunks that are taken when they are first written to, and each later change moves <see cref="SlotsAStep"/> of the
/// old slots over. So no single change pays for a big copy or a big piece of cleared memory, and the old slots are
/// empty long before the new ones are full. Open addressing with linear probing; the hash must be uniform in its lower
/// half. One thread at a time.
/// </summary>
sealed class SteppedTable<TValue>
{
    /// <summary>How many slots a change moves at most while the table grows.</summary>
    public const int SlotsAStep = 8;

    const int ChunkBits = 12, ChunkLength = 1 << ChunkBits;

    Slot[]?[] slots;
    Slot[]?[] old = [];
    int mask, oldMask, moved;

    /// <param name="capacity">Slots at first, a power of two.</param>
    public SteppedTable(int capacity = 1 << 10) => (slots, mask) = (ChunksFor(capacity), capacity - 1);

    public int Count { get; private set; }

    /// <summary>Slots, and those that are still to be moved into them.</summary>
    public int Capacity => mask + 1 + (old.Length == 0 ? 0 : oldMask + 1 - moved);

    public bool TryGet(UInt128 key, out TValue value)
    {
        ref var slot = ref Seek(key, out _);
        var found = !Unsafe.IsNullRef(ref slot);
        value = found ? slot.Value : default!;
        return found;
    }

    /// <summary>Inserts the value, or replaces the one that the key has.</summary>
    public void Set(UInt128 key, TValue value)
    {
        Step();
        ref var slot = ref Seek(key, out _);
        if (!Unsafe.IsNullRef(ref slot))
        {
            slot.Value = value;
            return;
        }
        if ((Count + 1L) * 10 > (mask + 1L) * 7)
            Grow();
        Insert(key, value);
        Count++;
    }

    public bool Remove(UInt128 key)
    {
        Step();
        ref var slot = ref Seek(key, out var at);
        if (Unsafe.IsNullRef(ref slot))
            return false;
        if (at >= 0)
        {
            CloseGap(at);
        }
        else
        {
            // Among the old slots the chains that lead over this one must stay whole until all is moved.
            slot = default;
            slot.State = SlotState.Left;
        }
        Count--;
        return true;
    }

    /// <summary>Every key with its value, in no order. The table must not be changed meanwhile.</summary>
    public IEnumerable<(UInt128 Key, TValue Value)> All
    {
        get
        {
            foreach (var chunk in slots.Concat(old))
            {
                for (var i = 0; i < chunk?.Length; i++)
                {
                    if (chunk[i].State == SlotState.Used)
                        yield return (chunk[i].Key, chunk[i].Value);
                }
            }
        }
    }

    /// <summary>Asks for the memory of a key that is looked up soon.</summary>
    public unsafe void Prefetch(UInt128 key)
    {
        if (!Sse.IsSupported)
            return;
        // The address may be stale by the time it is fetched: a prefetch of any address does no harm.
        Sse.Prefetch0(Unsafe.AsPointer(ref At(slots, (int)(ulong)key & mask)));
        if (old.Length > 0)
            Sse.Prefetch0(Unsafe.AsPointer(ref At(old, (int)(ulong)key & oldMask)));
    }

    /// <summary>The slot of a key, or a null reference.</summary>
    /// <param name="at">Its index, -1 among the old slots.</param>
    ref Slot Seek(UInt128 key, out int at)
    {
        for (at = (int)(ulong)key & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref At(slots, at);
            if (Unsafe.IsNullRef(ref slot) || slot.State == SlotState.Empty)
                break;
            if (slot.Key == key)
                return ref slot;
        }
        at = -1;
        return ref old.Length == 0 ? ref Unsafe.NullRef<Slot>() : ref SeekOld(key);
    }

    ref Slot SeekOld(UInt128 key)
    {
        // What stood before the first slot that is still to be moved counts as passed over: no chain ended there.
        var i = Math.Max((int)(ulong)key & oldMask, moved);
        for (var left = oldMask + 1 - moved; left > 0; left--)
        {
            ref var slot = ref At(old, i);
            if (Unsafe.IsNullRef(ref slot) || slot.State == SlotState.Empty)
                break;
            if (slot.State == SlotState.Used && slot.Key == key)
                return ref slot;
            i = i == oldMask ? moved : i + 1;
        }
        return ref Unsafe.NullRef<Slot>();
    }

    void Insert(UInt128 key, TValue value)
    {
        var i = (int)(ulong)key & mask;
        while (IsUsed(i))
            i = (i + 1) & mask;
        var chunk = slots[i >> ChunkBits] ??= new Slot[Math.Min(mask + 1, ChunkLength)];
        chunk[i & (ChunkLength - 1)] = new() { Key = key, Value = value, State = SlotState.Used };
    }

    /// <summary>Empties a slot and moves back what a probe would no longer reach over it.</summary>
    void CloseGap(int gap)
    {
        for (var i = (gap + 1) & mask; IsUsed(i); i = (i + 1) & mask)
        {
            var home = (int)(ulong)At(slots, i).Key & mask;
            if (((i - home) & mask) < ((i - gap) & mask))
                continue;
            At(slots, gap) = At(slots, i);
            gap = i;
        }
        At(slots, gap) = default;
    }

    void Grow()
    {
        (old, oldMask, moved) = (slots, mask, 0);
        mask = checked((2 * mask) + 1);
        slots = ChunksFor(mask + 1L);
    }

    void Step()
    {
        if (old.Length == 0)
            return;
        var end = Math.Min(moved + SlotsAStep, oldMask + 1);
        for (; moved < end; moved++)
        {
            ref var slot = ref At(old, moved);
            if (Unsafe.IsNullRef(ref slot))
                continue;
            if (slot.State == SlotState.Used)
                Insert(slot.Key, slot.Value);
            slot = default;
            if ((moved & (ChunkLength - 1)) == ChunkLength - 1)
                old[moved >> ChunkBits] = null;
        }
        if (moved > oldMask)
            old = [];
    }

    bool IsUsed(int index)
    {
        ref var slot = ref At(slots, index);
        return !Unsafe.IsNullRef(ref slot) && slot.State != SlotState.Empty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref Slot At(Slot[]?[] chunks, int index)
    {
        var chunk = chunks[index >> ChunkBits];
        return ref chunk is null ? ref Unsafe.NullRef<Slot>() : ref chunk[index & (ChunkLength - 1)];
    }

    static Slot[]?[] ChunksFor(long slots) => new Slot[(slots + ChunkLength - 1) >> ChunkBits][];

    struct Slot
    {
        public UInt128 Key;
        public TValue Value;
        public SlotState State;
    }

    enum SlotState : byte
    {
        Empty,
        Used,

        /// <summary>Removed from among the old slots: it holds nothing, but a probe goes on over it.</summary>
        Left,
    }
}
