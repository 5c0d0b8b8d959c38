namespace Tollgate.Engine.Idempotency;

/// <summary>
/// The sealed parts of the index, ascending by their range, in an array that is never changed but put in the place of
/// the one before: a reader takes it once and needs no lock.
/// </summary>
sealed class IndexParts
{
    readonly Lock sync = new();
    IIndexPart[] all = [];
    long first;

    public IIndexPart[] All => Volatile.Read(ref all);

    /// <summary>Decisions before this offset are no longer kept.</summary>
    public long First
    {
        get => Volatile.Read(ref first);
        set => Volatile.Write(ref first, value);
    }

    public void Start(IEnumerable<IIndexPart> parts, long first) => (all, this.first) = ([.. parts], first);

    public void Insert(IIndexPart part)
    {
        lock (sync)
            Volatile.Write(ref all, [.. all.Append(part).OrderBy(other => other.From)]);
    }

    public void Replace(IReadOnlyList<IIndexPart> parts, IIndexPart by)
    {
        lock (sync)
            Volatile.Write(ref all, [.. all.Except(parts).Append(by).OrderBy(other => other.From)]);
    }

    /// <summary>Takes out what lies before <see cref="First"/>, and returns it.</summary>
    public IReadOnlyList<IIndexPart> TakeForgotten()
    {
        lock (sync)
        {
            var gone = all.Where(part => part.To <= First).ToList();
            if (gone.Count > 0)
                Volatile.Write(ref all, [.. all.Except(gone)]);
            return gone;
        }
    }

    public void Close()
    {
        foreach (var run in All.OfType<TransactionIndexRun>())
            run.Dispose();
    }
}
