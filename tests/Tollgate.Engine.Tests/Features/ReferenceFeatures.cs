using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Features;

/// <summary>The definition of a window, word for word: walk over everything that was appended so far.</summary>
sealed class ReferenceFeatures(FeatureSet set)
{
    readonly List<byte[]> rows = [];

    public double[] Observe(byte[] bytes)
    {
        rows.Add(bytes);
        var r = new Transaction(bytes);
        var values = new double[set.Count];
        for (var i = 0; i < set.Count; i++)
        {
            if (set.Features[i].Window is { } window)
                values[i] = Value(r, window);
        }
        return values;
    }

    double Value(Transaction r, WindowSpec window)
    {
        var entity = r.Text(window.By.Field());
        if (entity.IsEmpty)
            return double.NaN;
        long count = 0, sum = 0;
        var distinct = new HashSet<string>();
        foreach (var row in rows)
        {
            var q = new Transaction(row);
            if (!q.Text(window.By.Field()).SequenceEqual(entity)
                || q.EventTime < r.EventTime - window.Over || q.EventTime > r.EventTime)
            {
                continue;
            }

            count++;
            sum += q.AmountBase;
            if (window.Of is { } of && q.TextOrNull(of.Field()) is { } value)
                distinct.Add(value);
        }
        return window.Aggregate switch { Aggregate.Count => count, Aggregate.Sum => sum, _ => distinct.Count };
    }
}
