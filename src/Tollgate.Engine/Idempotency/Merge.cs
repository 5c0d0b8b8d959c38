namespace Tollgate.Engine.Idempotency;

/// <summary>Which parts of the index become one, and the ids of all of them in one order.</summary>
static class Merge
{
    /// <summary>Ratio from which the age of parts no longer keeps them apart.</summary>
    const long AnyAge = 64;

    /// <summary>
    /// Groups of parts to write as one run each, at most as many as the limit if the parts leave no gap. A group takes
    /// in the part before it when that is smaller than the group, times a ratio that is no greater than the limit
    /// demands: sizes grow geometrically, so an id is written again only a few times, however long the log becomes.
    /// What the gate no longer looks up is kept apart from what it does, and no run spans much more than its window,
    /// because the filter of a run stays in memory until its newest id has left the window.
    /// </summary>
    /// <param name="oldest">The gate looks up nothing that is kept until before this time, Unix ms.</param>
    public static List<List<IIndexPart>> Plan(IReadOnlyList<IIndexPart> parts, long oldest, int limit)
    {
        Age? age = oldest == long.MinValue || parts.Count == 0
            ? null
            : new(oldest, (Int128)parts.Max(part => part.Newest) - oldest);
        for (long ratio = 1; ; ratio += ratio < 16 ? 1 : ratio)
        {
            var groups = Group(parts, ratio, ratio > AnyAge ? null : age);
            if (groups.Count <= limit || ratio > 1L << 32)
                return groups;
        }
    }

    /// <summary>The entries of ranges that follow one another, by id; of an id in several, the newest one.</summary>
    public static IEnumerable<(UInt128 Id, long Offset)> Sorted(IReadOnlyList<IIndexPart> parts)
    {
        if (parts.Count == 1)
            return parts[0].ReadSorted();
        return Merged([.. parts.Select(part => part.ReadSorted().GetEnumerator())]);
    }

    static List<List<IIndexPart>> Group(IReadOnlyList<IIndexPart> parts, long ratio, Age? age)
    {
        var groups = new List<List<IIndexPart>>();
        var size = Int128.Zero;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (groups.Count > 0 && parts[i].Count < ratio * size && MayJoin(parts[i], groups[^1], age))
            {
                groups[^1].Insert(0, parts[i]);
                size += parts[i].Count;
            }
            else
            {
                groups.Add([parts[i]]);
                size = Math.Max(1, parts[i].Count);
            }
        }
        groups.Reverse();
        return groups;
    }

    static bool MayJoin(IIndexPart part, List<IIndexPart> group, Age? age)
    {
        if (part.To != group[0].From)
            return false;
        if (age is null)
            return true;
        var newest = group.Max(other => other.Newest);
        if (part.Newest < age.Oldest || newest < age.Oldest)
            return part.Newest < age.Oldest && newest < age.Oldest;
        var first = Math.Min(part.Oldest, group.Min(other => other.Oldest));
        return (Int128)Math.Max(newest, part.Newest) - first <= age.Window;
    }

    static IEnumerable<(UInt128 Id, long Offset)> Merged(IEnumerator<(UInt128 Id, long Offset)>[] parts)
    {
        try
        {
            var left = parts.Where(part => part.MoveNext()).ToList();
            while (left.Count > 0)
            {
                var next = left[0].Current;
                for (var i = 1; i < left.Count; i++)
                {
                    if (left[i].Current.Id <= next.Id)
                        next = left[i].Current;
                }
                yield return next;
                for (var i = left.Count - 1; i >= 0; i--)
                {
                    if (left[i].Current.Id == next.Id && !left[i].MoveNext())
                        left.RemoveAt(i);
                }
            }
        }
        finally
        {
            foreach (var part in parts)
                part.Dispose();
        }
    }

    /// <param name="Oldest">The gate looks up nothing that is kept until before this time, Unix ms.</param>
    /// <param name="Window">How far the newest id lies behind that, ms.</param>
    sealed record Age(long Oldest, Int128 Window);
}
