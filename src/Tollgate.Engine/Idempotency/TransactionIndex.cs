namespace Tollgate.Engine.Idempotency;

/// <summary>
/// Finds the newest decision by an id: in a table of the segment that is being written, in those of sealed segments
/// that wait for their file, and in at most eight sorted runs on disk, merged in the background. What an unknown id
/// costs does not depend on the length of the log: a filter in memory for each run that the gate still looks into, and
/// no file. In memory an id takes 46 to 91 bytes until its run is written, then 18 bits until it has left the window
/// (runs span at most one window, so up to two windows of ids are held), then nothing; on disk 26.25 bytes.
/// One thread adds and seals; any thread finds, without waiting for a file.
/// </summary>
/// <param name="folder">Where the runs are: the folder of the log of decisions.</param>
/// <param name="keyId">Which key the ids were hashed with.</param>
sealed class TransactionIndex(string folder, ulong keyId, TimeProvider clock) : IDisposable
{
    public const int MostRuns = 8;

    readonly List<DiscardedRun> discarded = [];
    readonly IndexParts parts = new();
    IndexWriter? writer;
    IdTable current = new();
    long oldest = long.MinValue;

    /// <summary>What was found wrong when the index was opened, and is made again.</summary>
    public IReadOnlyList<DiscardedRun> Discarded => discarded;

    /// <summary>Sealed ranges whose run is not written yet.</summary>
    public int Waiting => parts.All.Count(part => part is IdTable);

    internal IReadOnlyList<TransactionIndexRun> Runs => [.. parts.All.OfType<TransactionIndexRun>()];

    /// <summary>
    /// Opens the runs and returns the ranges that none of them covers, ascending: their ids must be added from the log,
    /// range by range, each but the last one sealed at its end. The last one reaches to the end of the log.
    /// </summary>
    /// <param name="first">Offset of the oldest decision that is kept.</param>
    /// <param name="end">Offset after the newest decision.</param>
    /// <param name="newerThan">What the gate looks up was kept until after this time, Unix ms.</param>
    public IReadOnlyList<(long From, long To)> Open(long first, long end, long newerThan)
    {
        oldest = newerThan;
        var runs = RunFolder.Open(folder, keyId, first, end, discarded);
        foreach (var run in runs.Where(run => run.Newest >= oldest))
            run.LoadFilter();
        parts.Start(runs, first);
        writer = new(folder, keyId, parts, () => Volatile.Read(ref oldest), clock);
        var gaps = new List<(long, long)>();
        foreach (var run in runs)
        {
            if (run.From > first)
                gaps.Add((first, run.From));
            first = run.To;
        }
        gaps.Add((first, Math.Max(first, end)));
        return gaps;
    }

    /// <summary>
    /// Says whom to tell that runs could not be written: once until it works again, also what was so before this call.
    /// The ids stay in memory meanwhile, as long as the log grows; it is tried again with each segment, and every half
    /// minute. To be called behind <see cref="Open"/>.
    /// </summary>
    public void TellFailures(Action<Exception> to) => writer!.TellFailures(to);

    /// <param name="offset">Where the decision about the id starts; greater than that of the one before.</param>
    /// <param name="keptUntil">The later one of event time and append time, Unix ms.</param>
    public void Add(UInt128 id, long offset, long keptUntil) => current.Add(id, offset, keptUntil);

    /// <summary>
    /// The offset of the newest decision by an id among those kept until a time or after it, or -1. It may be older
    /// than the time: ranges that hold nothing newer are passed over, no more.
    /// </summary>
    public long Find(UInt128 id, long newerThan = long.MinValue)
    {
        while (true)
        {
            // In this order: what is sealed meanwhile is then seen in both places, not in neither.
            var table = Volatile.Read(ref current);
            var seen = parts.All;
            try
            {
                var offset = table.Find(id);
                for (var i = seen.Length - 1; offset < 0 && i >= 0; i--)
                    offset = seen[i].Newest >= newerThan ? seen[i].Find(id) : -1;
                return offset >= parts.First ? offset : -1;
            }
            catch (ObjectDisposedException) when (seen != parts.All)
            {
                // A merge has put another run in the place of one that was being read.
            }
        }
    }

    /// <summary>
    /// As <see cref="Find(UInt128, long)"/>, for the ids of a batch together, which costs a fraction. This is the
    /// gate's: its time only moves on, and filters of what lies before it leave the memory.
    /// </summary>
    public void Find(ReadOnlySpan<UInt128> ids, Span<long> offsets, long newerThan)
    {
        if (newerThan > oldest)
            Volatile.Write(ref oldest, newerThan);
        while (true)
        {
            offsets[..ids.Length].Fill(-1);
            var seen = parts.All;
            try
            {
                current.Find(ids, offsets);
                for (var i = seen.Length - 1; i >= 0; i--)
                {
                    if (seen[i].Newest >= newerThan)
                        seen[i].Find(ids, offsets);
                }
                break;
            }
            catch (ObjectDisposedException) when (seen != parts.All)
            {
            }
        }
        foreach (ref var offset in offsets[..ids.Length])
            offset = offset >= parts.First ? offset : -1;
    }

    /// <summary>What was added since the last seal belongs to a range, whose run is written beside the work.</summary>
    public void Seal(long from, long to)
    {
        current.Seal(from, to);
        parts.Insert(current);
        Volatile.Write(ref current, new());
        writer!.Schedule();
    }

    /// <summary>Decisions before an offset are no longer kept.</summary>
    public void Forget(long first)
    {
        parts.First = first;
        writer!.Schedule();
    }

    /// <summary>Waits until all that was sealed was tried to be written.</summary>
    public void Flush() => writer?.Flush();

    /// <summary>Gives up a merge that is under way: what has no run is read from the log at the next start.</summary>
    public void Dispose()
    {
        writer?.Dispose();
        parts.Close();
    }
}
