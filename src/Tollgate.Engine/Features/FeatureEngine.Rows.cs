using System.Runtime.CompilerServices;
using Tollgate.Engine.Features.Windows;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Features;

/// <summary>
/// Many payments at once. They are taken group by group, and what a group needs is looked up stage by stage for all of
/// it: each stage asks for the memory that the next one reads, so that the payments of a group wait together. No value
/// depends on how the payments are grouped.
/// </summary>
sealed partial class FeatureEngine
{
    const int Kinds = EntityKinds.Count;

    /// <summary>Payments that wait together. The first-level cache holds what is asked for twice as many.</summary>
    const int Group = 16;

    readonly uint[] hashes = new uint[Group * Kinds];
    readonly int[] guesses = new int[Group * Kinds];

    /// <summary>
    /// Inserts the payments into their windows, in order, and gives the values of the window features, NaN where the
    /// entity is absent. The derived features are left to <see cref="Derive"/>.
    /// </summary>
    /// <param name="entities">
    /// Filled: the numbers of a row's entities, row after row; <see cref="KeyedWindows.NoValue"/> for one that is
    /// absent.
    /// </param>
    /// <param name="values">Filled but for the derived features: the values of a row, row after row.</param>
    public void Observe(TransactionRows rows, Span<int> entities, Span<double> values)
    {
        for (var from = 0; from < rows.Count; from += Group)
        {
            var count = Math.Min(Group, rows.Count - from);
            var group = rows.Slice(from, count);
            var numbers = entities.Slice(from * Kinds, count * Kinds);
            LookUp(group);
            Intern(group, numbers);
            PrefetchWindows(numbers);
            for (var row = 0; row < count; row++)
            {
                Update(
                    group[row], numbers.Slice(row * Kinds, Kinds),
                    values.Slice((from + row) * Set.Count, Set.Count));
            }
        }
    }

    /// <summary>Computes the derived features of payments that were observed.</summary>
    /// <param name="values">As <see cref="Observe(TransactionRows, Span{int}, Span{double})"/> filled them.</param>
    public void Derive(TransactionRows rows, Span<double> values)
    {
        for (var row = 0; row < rows.Count; row++)
            derived.Compute(rows[row], values.Slice(row * Set.Count, Set.Count));
    }

    /// <summary>Asks for all that an id leads to, as far as it can be known before the ids are compared.</summary>
    void LookUp(TransactionRows group)
    {
        for (var row = 0; row < group.Count; row++)
        {
            var transaction = group[row];
            for (var kind = 0; kind < Kinds; kind++)
            {
                var id = transaction.Text(((EntityKind)kind).Field());
                hashes[(row * Kinds) + kind] = EntityDictionary.Hash(id);
                ids[kind].PrefetchSlot(hashes[(row * Kinds) + kind]);
            }
        }
        for (var i = 0; i < group.Count * Kinds; i++)
        {
            guesses[i] = ids[i % Kinds].Guess(hashes[i]);
            if (guesses[i] >= 0)
                windows[i % Kinds].Prefetch(guesses[i]);
        }
        for (var i = 0; i < group.Count * Kinds; i++)
        {
            if (guesses[i] >= 0)
                ids[i % Kinds].PrefetchText(guesses[i]);
        }
    }

    void Intern(TransactionRows group, Span<int> numbers)
    {
        for (var row = 0; row < group.Count; row++)
        {
            var transaction = group[row];
            for (var kind = 0; kind < Kinds; kind++)
            {
                var at = (row * Kinds) + kind;
                var id = transaction.Text(((EntityKind)kind).Field());
                numbers[at] = id.IsEmpty ? KeyedWindows.NoValue : ids[kind].Intern(id, hashes[at]);
            }
        }
    }

    void PrefetchWindows(ReadOnlySpan<int> numbers)
    {
        Span<int> told = stackalloc int[Kinds];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != KeyedWindows.NoValue)
                windows[i % Kinds].PrefetchRows(numbers[i], ColumnsOf(i % Kinds, RowOf(numbers, i), told));
        }
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != KeyedWindows.NoValue)
                windows[i % Kinds].PrefetchMarked(numbers[i], ColumnsOf(i % Kinds, RowOf(numbers, i), told));
        }

        static ReadOnlySpan<int> RowOf(ReadOnlySpan<int> numbers, int i) => numbers.Slice(i / Kinds * Kinds, Kinds);
    }

    void Update(Transaction transaction, ReadOnlySpan<int> numbers, Span<double> values)
    {
        Span<int> told = stackalloc int[Kinds];
        var (time, amount) = (transaction.EventTime, transaction.AmountBase);
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (numbers[kind] == KeyedWindows.NoValue)
            {
                foreach (var output in outputs[kind])
                    values[output.To] = double.NaN;
                continue;
            }
            windows[kind].Observe(numbers[kind], time, amount, ColumnsOf(kind, numbers, told), result);
            foreach (var output in outputs[kind])
                values[output.To] = result[output.From];
        }
    }

    /// <summary>The values that a row of this kind carries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ReadOnlySpan<int> ColumnsOf(int kind, ReadOnlySpan<int> numbers, Span<int> into)
    {
        var mine = columns[kind];
        for (var c = 0; c < mine.Length; c++)
            into[c] = numbers[(int)mine[c]];
        return into[..mine.Length];
    }
}
