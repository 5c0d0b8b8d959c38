using System.Runtime.CompilerServices;

namespace Tollgate.Engine.Features.Windows;

/// <summary>Asks for what <see cref="Observe"/> will touch, in the order in which it can be known.</summary>
sealed partial class KeyedWindows
{
    /// <summary>The entity's state.</summary>
    public void Prefetch(int entity)
    {
        ref var state = ref State(entity);
        for (var word = 0; word < stateWords; word += Windows.Prefetch.LineWords)
            Windows.Prefetch.Line(ref Unsafe.Add(ref state, word));
        Windows.Prefetch.Line(ref Unsafe.Add(ref state, stateWords - 1));
    }

    /// <summary>The rows that the state points to, and where the values were last seen.</summary>
    public void PrefetchRows(int entity, ReadOnlySpan<int> values)
    {
        ref var state = ref State(entity);
        for (var c = 0; c < columns; c++)
        {
            if (values[c] != NoValue)
                pairs[c].Prefetch(entity, values[c]);
        }
        if (Capacity(ref state) == 0)
            return;
        PrefetchRow(ref Row(ref state, Unsafe.Add(ref state, End)));
        PrefetchRow(ref Row(ref state, Unsafe.Add(ref state, First)));
        for (var w = 0; w < overs.Length; w++)
            PrefetchRow(ref Row(ref state, Window(ref state, w)));
    }

    /// <summary>The rows that will lose their mark, because a value occurs again.</summary>
    public void PrefetchMarked(int entity, ReadOnlySpan<int> values)
    {
        ref var state = ref State(entity);
        if (Capacity(ref state) == 0)
            return;
        for (var c = 0; c < columns; c++)
        {
            if (values[c] != NoValue && pairs[c].Find(entity, values[c]) is var before and >= 0)
                Windows.Prefetch.Line(ref Unsafe.Add(ref Row(ref state, before), Values));
        }
    }

    /// <summary>A row may lie across two lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void PrefetchRow(ref long row)
    {
        Windows.Prefetch.Line(ref row);
        Windows.Prefetch.Line(ref Unsafe.Add(ref row, rowWords - 1));
    }
}
