using System.Runtime.CompilerServices;

namespace Tollgate.Engine.Features.Windows;

/// <summary>The rare row that comes after a newer one of its entity, and what a snapshot stores.</summary>
sealed partial class KeyedWindows
{
    readonly HashSet<int> distinct = [];

    /// <summary>Puts the row where its time belongs and computes its windows by walking back from there.</summary>
    void InsertOutOfOrder(
        ref long state, int entity, long time, long amount, ReadOnlySpan<int> values, Span<long> result)
    {
        var at = Unsafe.Add(ref state, End)++;
        for (; at > Unsafe.Add(ref state, First) && Unsafe.Add(ref Row(ref state, at - 1), Time) > time; at--)
            MoveUp(ref state, entity, at - 1);

        ref var row = ref Row(ref state, at);
        Unsafe.Add(ref row, Time) = time;
        Unsafe.Add(ref row, Amount) = amount;
        for (var c = 0; c < columns; c++)
            Value(ref row, c) = values[c];
        for (var w = 0; w < overs.Length; w++)
        {
            ref var window = ref Window(ref state, w);
            if (time < Unsafe.Add(ref state, Newest) - overs[w])
                window++; // the row lies before the window, whose rows moved up by one
            else
                SumOf(ref window) += amount;
        }
        for (var c = 0; c < columns; c++)
            MarkOutOfOrder(ref state, entity, c, values[c], at);
        WalkBack(ref state, at, time, result);
    }

    void MoveUp(ref long state, int entity, long from)
    {
        ref var row = ref Row(ref state, from);
        ref var above = ref Row(ref state, from + 1);
        for (var i = 0; i < rowWords; i++)
            Unsafe.Add(ref above, i) = Unsafe.Add(ref row, i);
        for (var c = 0; c < columns; c++)
        {
            if (Value(ref above, c) < 0)
                pairs[c].Exchange(entity, Value(ref above, c) & ~Mark, from + 1);
        }
    }

    void MarkOutOfOrder(ref long state, int entity, int column, int value, long at)
    {
        if (value == NoValue)
            return;
        var known = pairs[column].Exchange(entity, value, at);
        if (known > at)
            pairs[column].Exchange(entity, value, known); // a newer row holds the mark and keeps it
        else
            MarkOver(ref state, column, value, at, known);
    }

    void MarkOver(ref long state, int column, int value, long at, long before)
    {
        Value(ref Row(ref state, at), column) = value | Mark;
        if (before >= 0)
            Value(ref Row(ref state, before), column) = value;
        for (var w = 0; w < overs.Length; w++)
        {
            ref var window = ref Window(ref state, w);
            if (at >= window && before < window)
                Unsafe.Add(ref window, Distinct + column)++;
        }
    }

    void WalkBack(ref long state, long at, long time, Span<long> result)
    {
        result.Clear();
        for (var w = 0; w < overs.Length; w++)
        {
            var window = result.Slice(w * perWindow, perWindow);
            var from = at;
            Int128 sum = 0;
            for (; from >= Unsafe.Add(ref state, First); from--)
            {
                ref var row = ref Row(ref state, from);
                if (Unsafe.Add(ref row, Time) < time - overs[w])
                    break;
                window[0]++;
                sum += Unsafe.Add(ref row, Amount);
            }
            window[1] = Saturated(sum);
            for (var c = 0; c < columns; c++)
                window[2 + c] = CountDistinct(ref state, c, from + 1, at);
        }
    }

    int CountDistinct(ref long state, int column, long from, long to)
    {
        distinct.Clear();
        for (; from <= to; from++)
        {
            var value = Value(ref Row(ref state, from), column);
            if (value != NoValue)
                distinct.Add(value & ~Mark);
        }
        return distinct.Count;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(states.Count);
        foreach (var chunk in states)
            LargeArray.Write<long>(to, chunk);
        foreach (var table in pairs)
            table.Write(to);
        rows.Write(to);
    }

    public void Read(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var chunk = new long[EntitiesPerChunk * stateWords];
            LargeArray.Read<long>(from, chunk);
            states.Add(chunk);
        }
        for (var c = 0; c < columns; c++)
            pairs[c] = LastSeenTable.Read(from);
        rows = RowPool.Read(from, rowWords);
    }
}
