using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// All windows over one kind of entity. Law: after <see cref="Observe"/> of a row at time t, the result for a window of
/// length w is the count, the sum and the numbers of distinct values of the entity's rows q, this one included, with
/// q.time in the closed interval [t − w, t].
/// <para>
/// Each entity has one ring of rows in time order; every window keeps a cursor into it (its oldest row) and running
/// totals, so a row costs O(1) amortised whatever the window's length. A value is counted once in a window because only
/// its newest row is marked: the number of distinct values is the number of marked rows behind the cursor.
/// </para>
/// One writer: the decision loop.
/// </summary>
sealed partial class KeyedWindows
{
    // Words of an entity's state; behind them, for each window: cursor, sum, and the distinct values of each column.
    const int Newest = 0, First = 1, End = 2, Block = 3, SizeLog2 = 4, LastDecision = 5, Windows = 6;

    // Words of a row: time, amount, then its values, two to a word.
    const int Time = 0, Amount = 1, Values = 2;

    /// <summary>A value that is absent; it is never counted.</summary>
    public const int NoValue = int.MaxValue;

    const int Mark = int.MinValue;
    const int WordsOfACacheLine = 8;
    const int EntitiesPerChunk = 1 << 10;

    readonly long[] overs;
    readonly int columns;
    readonly long kept;
    readonly int perWindow;
    readonly int stateWords;
    readonly List<long[]> states = [];
    readonly LastSeenTable[] pairs;
    RowPool rows;

    /// <param name="overs">Lengths of the windows, ms.</param>
    /// <param name="columns">Number of values a row carries.</param>
    /// <param name="lateness">How far behind its entity's newest row a row may come and be exact, ms.</param>
    public KeyedWindows(ReadOnlySpan<long> overs, int columns, long lateness)
    {
        this.overs = overs.ToArray();
        this.columns = columns;
        kept = this.overs.Max() + lateness;
        perWindow = 2 + columns;
        stateWords = Windows + (overs.Length * perWindow);
        rows = new(Values + ((columns + 1) / 2));
        pairs = [.. Enumerable.Range(0, columns).Select(_ => new LastSeenTable())];
    }

    /// <summary>Words of a result: for each window its count, its sum and the distinct values of each column.</summary>
    public int ResultLength => overs.Length * perWindow;

    /// <summary>Offset of the last decision of the entity, or -1; the caller sets the next one.</summary>
    public long ExchangeLastDecision(int entity, long offset)
    {
        ref var last = ref Unsafe.Add(ref State(entity), LastDecision);
        (var before, last) = (last - 1, offset + 1);
        return before;
    }

    public long LastDecisionOf(int entity) => Unsafe.Add(ref State(entity), LastDecision) - 1;

    /// <summary>
    /// Starts to load what <see cref="Observe"/> will touch first. Nearly all that a payment costs is waiting for
    /// memory, and four entities can be waited for at once.
    /// </summary>
    public void Prefetch(int entity)
    {
        ref var state = ref State(entity);
        for (var word = 0; word < stateWords; word += WordsOfACacheLine)
            PrefetchWord(ref Unsafe.Add(ref state, word));
    }

    /// <summary>As <see cref="Prefetch"/>, for the rows that the state points to.</summary>
    public void PrefetchRows(int entity)
    {
        ref var state = ref State(entity);
        if (Capacity(ref state) == 0)
            return;
        PrefetchWord(ref Row(ref state, Unsafe.Add(ref state, End)));
        PrefetchWord(ref Row(ref state, Unsafe.Add(ref state, First)));
        for (var w = 0; w < overs.Length; w++)
            PrefetchWord(ref Row(ref state, Window(ref state, w)));
    }

    /// <param name="time">Event time, ms.</param>
    /// <param name="values">One small number a column, or <see cref="NoValue"/>.</param>
    public void Observe(int entity, long time, long amount, ReadOnlySpan<int> values, Span<long> result)
    {
        ref var state = ref State(entity);
        Forget(ref state, entity, time - kept);
        if (Unsafe.Add(ref state, End) - Unsafe.Add(ref state, First) == Capacity(ref state))
            Grow(ref state);
        if (time < Unsafe.Add(ref state, Newest))
        {
            InsertOutOfOrder(ref state, entity, time, amount, values, result);
            return;
        }

        Unsafe.Add(ref state, Newest) = time;
        var at = Unsafe.Add(ref state, End)++;
        ref var row = ref Row(ref state, at);
        Unsafe.Add(ref row, Time) = time;
        Unsafe.Add(ref row, Amount) = amount;
        for (var c = 0; c < columns; c++)
            MarkNewest(ref state, entity, c, values[c], at);
        for (var w = 0; w < overs.Length; w++)
        {
            ref var window = ref Window(ref state, w);
            Unsafe.Add(ref window, 1) += amount;
            Advance(ref state, ref window, time - overs[w]);
            result[w * perWindow] = at + 1 - window;
            for (var i = 1; i < perWindow; i++)
                result[(w * perWindow) + i] = Unsafe.Add(ref window, i);
        }
    }

    /// <summary>Moves a window's cursor past the rows that are older than a time.</summary>
    void Advance(ref long state, ref long window, long oldest)
    {
        var end = Unsafe.Add(ref state, End);
        while (window < end)
        {
            ref var row = ref Row(ref state, window);
            if (Unsafe.Add(ref row, Time) >= oldest)
                return;
            Unsafe.Add(ref window, 1) -= Unsafe.Add(ref row, Amount);
            for (var c = 0; c < columns; c++)
                Unsafe.Add(ref window, 2 + c) -= Value(ref row, c) < 0 ? 1 : 0;
            window++;
        }
    }

    /// <summary>The row holds the newest occurrence of its value: the one before it loses its mark.</summary>
    void MarkNewest(ref long state, int entity, int column, int value, long at)
    {
        Value(ref Row(ref state, at), column) = value == NoValue ? NoValue : value | Mark;
        if (value == NoValue)
            return;
        var before = pairs[column].Exchange(entity, value, at);
        if (before >= 0)
            Value(ref Row(ref state, before), column) = value;
        for (var w = 0; w < overs.Length; w++)
        {
            ref var window = ref Window(ref state, w);
            // Where the earlier occurrence was still counted, the mark has only moved.
            if (before < window)
                Unsafe.Add(ref window, 2 + column)++;
        }
    }

    /// <summary>Drops rows that no window of a row still to come can hold.</summary>
    void Forget(ref long state, int entity, long before)
    {
        ref var first = ref Unsafe.Add(ref state, First);
        var end = Unsafe.Add(ref state, End);
        while (first < end)
        {
            ref var row = ref Row(ref state, first);
            if (Unsafe.Add(ref row, Time) >= before)
                return;
            for (var w = 0; w < overs.Length; w++)
            {
                ref var window = ref Window(ref state, w);
                if (window == first)
                    Advance(ref state, ref window, Unsafe.Add(ref row, Time) + 1);
            }
            for (var c = 0; c < columns; c++)
            {
                if (Value(ref row, c) < 0)
                    pairs[c].Remove(entity, Value(ref row, c) & ~Mark);
            }
            first++;
        }
    }

    void Grow(ref long state)
    {
        ref var size = ref Unsafe.Add(ref state, SizeLog2);
        var (oldBlock, oldSize) = (Unsafe.Add(ref state, Block), (int)size);
        var newSize = oldSize == 0 ? 2 : oldSize + 1;
        var block = rows.Allocate(newSize);
        var words = Values + ((columns + 1) / 2);
        for (var at = Unsafe.Add(ref state, First); at < Unsafe.Add(ref state, End); at++)
        {
            ref var from = ref rows.Row(oldBlock, at & ((1L << oldSize) - 1));
            ref var to = ref rows.Row(block, at & ((1L << newSize) - 1));
            for (var i = 0; i < words; i++)
                Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }
        if (oldSize > 0)
            rows.Free(oldBlock, oldSize);
        Unsafe.Add(ref state, Block) = block;
        size = newSize;
    }

    ref long State(int entity)
    {
        while (entity / EntitiesPerChunk >= states.Count)
            states.Add(new long[EntitiesPerChunk * stateWords]);
        return ref states[entity / EntitiesPerChunk][entity % EntitiesPerChunk * stateWords];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void PrefetchWord(ref long word)
    {
        // Only a hint: the collector may move the array meanwhile.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long Window(ref long state, int w) => ref Unsafe.Add(ref state, Windows + (w * perWindow));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long Row(ref long state, long at) =>
        ref rows.Row(Unsafe.Add(ref state, Block), at & (Capacity(ref state) - 1));

    static long Capacity(ref long state) =>
        Unsafe.Add(ref state, SizeLog2) is var size and > 0 ? 1L << (int)size : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref int Value(ref long row, int column) =>
        ref Unsafe.Add(ref Unsafe.As<long, int>(ref Unsafe.Add(ref row, Values)), column);
}
