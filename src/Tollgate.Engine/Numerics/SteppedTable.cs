using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tollgate.Engine.Numerics;

/// <summary>
/// A map from a 128-bit hash to a value that grows step by step: when it is full, an array of twice the size is taken,
/// and each later change moves <see cref="SlotsAStep"/> slots of the old one over. So no single change pays for a big
/// copy, and the old array is empty long before the new one is full. Open addressing with linear probing; the hash must
/// be uniform in its lower half. One thread at a time.
/// </summary>
sealed class SteppedTable<TValue>
{
    /// <summary>How many slots a change moves at most while the table grows.</summary>
    public const int SlotsAStep = 8;

    Slot[] slots;
    Slot[] old = [];
    int moved;

    /// <param name="capacity">Slots at first, a power of two.</param>
    public SteppedTable(int capacity = 1 << 10) => slots = new Slot[capacity];

    public int Count { get; private set; }

    /// <summary>Slots of both arrays.</summary>
    public int Capacity => slots.Length + old.Length;

    /// <summary>Slots moved since the table was made: what a test counts.</summary>
    public long Moved { get; private set; }

    public bool TryGet(UInt128 key, out TValue value)
    {
        ref var slot = ref Seek(key);
        var found = !Unsafe.IsNullRef(ref slot);
        value = found ? slot.Value : default!;
        return found;
    }

    /// <summary>Inserts the value, or replaces the one that the key has.</summary>
    public void Set(UInt128 key, TValue value)
    {
        Step();
        ref var slot = ref Seek(key);
        if (!Unsafe.IsNullRef(ref slot))
        {
            slot.Value = value;
            return;
        }
        if ((Count + 1L) * 10 > slots.Length * 7L)
            Grow();
        Insert(key, value);
        Count++;
    }

    public bool Remove(UInt128 key)
    {
        Step();
        ref var slot = ref Seek(key);
        if (Unsafe.IsNullRef(ref slot))
            return false;
        var at = IndexIn(slots, ref slot);
        if (at >= 0)
        {
            CloseGap(at);
        }
        else
        {
            // In the old array the chains that lead over this slot must stay whole until all is moved.
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
            for (var i = moved; i < old.Length; i++)
            {
                if (old[i].State == SlotState.Used)
                    yield return (old[i].Key, old[i].Value);
            }
            foreach (var slot in slots)
            {
                if (slot.State == SlotState.Used)
                    yield return (slot.Key, slot.Value);
            }
        }
    }

    /// <summary>Asks for the memory of a key that is looked up soon.</summary>
    public unsafe void Prefetch(UInt128 key)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(Unsafe.AsPointer(ref slots[(int)(ulong)key & (slots.Length - 1)]));
        if (old.Length > 0)
            Sse.Prefetch0(Unsafe.AsPointer(ref old[(int)(ulong)key & (old.Length - 1)]));
    }

    /// <summary>The slot of a key in either array, or a null reference.</summary>
    ref Slot Seek(UInt128 key)
    {
        ref var found = ref SeekIn(slots, key, 0);
        return ref Unsafe.IsNullRef(ref found) && old.Length > 0 ? ref SeekIn(old, key, moved) : ref found;
    }

    /// <param name="from">Slots before this one have been moved; what stands there no longer counts.</param>
    static ref Slot SeekIn(Slot[] slots, UInt128 key, int from)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(ulong)key & mask; slots[i].State != SlotState.Empty; i = (i + 1) & mask)
        {
            if (slots[i].State == SlotState.Used && slots[i].Key == key && i >= from)
                return ref slots[i];
        }
        return ref Unsafe.NullRef<Slot>();
    }

    void Insert(UInt128 key, TValue value)
    {
        var mask = slots.Length - 1;
        var i = (int)(ulong)key & mask;
        while (slots[i].State != SlotState.Empty)
            i = (i + 1) & mask;
        slots[i] = new() { Key = key, Value = value, State = SlotState.Used };
    }

    /// <summary>Empties a slot and moves back what a probe would no longer reach over it.</summary>
    void CloseGap(int gap)
    {
        var mask = slots.Length - 1;
        for (var i = (gap + 1) & mask; slots[i].State != SlotState.Empty; i = (i + 1) & mask)
        {
            var home = (int)(ulong)slots[i].Key & mask;
            if (((i - home) & mask) < ((i - gap) & mask))
                continue;
            slots[gap] = slots[i];
            gap = i;
        }
        slots[gap] = default;
    }

    void Grow()
    {
        // SlotsAStep empties the old array within a fraction of the changes that fill the new one.
        while (old.Length > 0)
            Step();
        (old, slots, moved) = (slots, new Slot[slots.Length * 2], 0);
    }

    void Step()
    {
        if (old.Length == 0)
            return;
        var end = Math.Min(moved + SlotsAStep, old.Length);
        for (; moved < end; moved++)
        {
            if (old[moved].State == SlotState.Used)
                Insert(old[moved].Key, old[moved].Value);
        }
        Moved += SlotsAStep;
        if (moved == old.Length)
            old = [];
    }

    static int IndexIn(Slot[] slots, ref Slot slot)
    {
        var bytes = (long)Unsafe.ByteOffset(ref slots[0], ref slot);
        var at = bytes / Unsafe.SizeOf<Slot>();
        return bytes >= 0 && at < slots.Length ? (int)at : -1;
    }

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

        /// <summary>Removed from the array that is being left: it holds nothing, but a probe goes on over it.</summary>
        Left,
    }
}
