using System.Runtime.CompilerServices;

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
    // Words of an entity's state; behind them the windows.
    const int Newest = 0, First = 1, End = 2, Block = 3, SizeLog2 = 4, LastDecision = 5, FirstWindow = 6;

    // Words of a window, whose first is its cursor. The sum has 128 bits: 92 payments of 10¹⁷, the largest amount,
    // do not fit in 64.
    const int Sum = 1, Distinct = 3;

    // Words of a row: time, amount, then its values, two to a word.
    const int Time = 0, Amount = 1, Values = 2;

    /// <summary>A value that is absent; it is never counted.</summary>
    public const int NoValue = int.MaxValue;

    const int Mark = int.MinValue;
    const int EntitiesPerChunk = 1 << 10;

    readonly long[] overs;
    readonly int columns;
    readonly int perWindow;
    readonly int windowWords;
    readonly int rowWords;
    readonly int stateWords;
    readonly List<long[]> states = [];
    readonly LastSeenTable[] pairs;
    RowPool rows;
    long kept;

    /// <param name="overs">Lengths of the windows, ms.</param>
    /// <param name="columns">Number of values a row carries.</param>
    /// <param name="lateness">How far behind its entity's newest row a row may come and be exact, ms.</param>
    public KeyedWindows(ReadOnlySpan<long> overs, int columns, long lateness)
    {
        this.overs = overs.ToArray();
        this.columns = columns;
        perWindow = 2 + columns;
        windowWords = Distinct + columns;
        rowWords = Values + ((columns + 1) / 2);
        stateWords = FirstWindow + (overs.Length * windowWords);
        rows = new(rowWords);
        pairs = [.. Enumerable.Range(0, columns).Select(_ => new LastSeenTable())];
        Keep(lateness);
    }

    /// <summary>Words of a result: for each window its count, its sum and the distinct values of each column.</summary>
    public int ResultLength => overs.Length * perWindow;

    /// <summary>
    /// How far behind its entity's newest row a row may come and be exact, ms, from the next row on. What was forgotten
    /// before does not come back.
    /// </summary>
    public void Keep(long lateness) => kept = overs.Max() + lateness;

    /// <summary>
    /// Offset of the last decision of the entity, or -1; the caller sets the next one, or leaves it with a negative
    /// offset.
    /// </summary>
    public long ExchangeLastDecision(int entity, long offset)
    {
        ref var last = ref Unsafe.Add(ref State(entity), LastDecision);
        var before = last - 1;
        if (offset >= 0)
            last = offset + 1;
        return before;
    }

    public long LastDecisionOf(int entity) => Unsafe.Add(ref State(entity), LastDecision) - 1;

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
            SumOf(ref window) += amount;
            Advance(ref state, ref window, time - overs[w]);
            var from = w * perWindow;
            result[from] = at + 1 - window;
            result[from + 1] = Saturated(SumOf(ref window));
            for (var c = 0; c < columns; c++)
                result[from + 2 + c] = Unsafe.Add(ref window, Distinct + c);
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
            SumOf(ref window) -= Unsafe.Add(ref row, Amount);
            for (var c = 0; c < columns; c++)
                Unsafe.Add(ref window, Distinct + c) -= Value(ref row, c) < 0 ? 1 : 0;
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
                Unsafe.Add(ref window, Distinct + column)++;
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
        for (var at = Unsafe.Add(ref state, First); at < Unsafe.Add(ref state, End); at++)
        {
            ref var from = ref rows.Row(oldBlock, at & ((1L << oldSize) - 1));
            ref var to = ref rows.Row(block, at & ((1L << newSize) - 1));
            for (var i = 0; i < rowWords; i++)
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
    ref long Window(ref long state, int w) => ref Unsafe.Add(ref state, FirstWindow + (w * windowWords));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref Int128 SumOf(ref long window) => ref Unsafe.As<long, Int128>(ref Unsafe.Add(ref window, Sum));

    /// <summary>What is told of a sum: one that a result cannot hold is told as the largest that it can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Saturated(Int128 sum) => sum <= long.MaxValue ? (long)sum : long.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref long Row(ref long state, long at) =>
        ref rows.Row(Unsafe.Add(ref state, Block), at & (Capacity(ref state) - 1));

    static long Capacity(ref long state) =>
        Unsafe.Add(ref state, SizeLog2) is var size and > 0 ? 1L << (int)size : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref int Value(ref long row, int column) =>
        ref Unsafe.Add(ref Unsafe.As<long, int>(ref Unsafe.Add(ref row, Values)), column);
}
