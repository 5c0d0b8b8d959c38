using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// Writes the runs of what was sealed, merges them, and deletes what is no longer kept: one pass after another, beside
/// the gate. A pass that fails changes nothing that a look-up sees.
/// </summary>
/// <param name="oldest">The gate looks up nothing that is kept until before this time.</param>
sealed class IndexWriter(
    string folder, ulong keyId, IndexParts parts, Func<long> oldest, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan UntilNextTry = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource closing = new();
    readonly Lock sync = new();
    Task work = Task.CompletedTask;
    ITimer? nextTry;
    volatile Action<Exception>? tell;
    Exception? untold;
    bool hasFailed;

    /// <summary>Says whom to tell the first of several passes that fail, one that has failed before included.</summary>
    public void TellFailures(Action<Exception> to)
    {
        tell = to;
        Tell();
    }

    public void Schedule()
    {
        lock (sync)
        {
            if (!closing.IsCancellationRequested)
            {
                work = work.ContinueWith(
                    _ => Pass(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    public void Flush()
    {
        Task last;
        lock (sync)
            last = work;
        last.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        lock (sync)
            closing.Cancel();
        Flush();
        nextTry?.Dispose();
    }

    void Pass()
    {
        try
        {
            DropWhatIsForgotten();
            foreach (var group in Merge.Plan(parts.All, oldest(), TransactionIndex.MostRuns))
            {
                if (group.Count > 1 || group[0] is IdTable)
                    Write(group);
            }
            hasFailed = false;
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            // Whatever it is, no caller waits here, and the ids are safe in the parts that they are in.
            if (!hasFailed)
                Interlocked.Exchange(ref untold, e);
            hasFailed = true;
            nextTry?.Dispose();
            nextTry = clock.CreateTimer(_ => Schedule(), null, UntilNextTry, Timeout.InfiniteTimeSpan);
            Tell();
        }
    }

    /// <summary>Whichever comes last, the failure or the one to be told, finds the other there.</summary>
    void Tell()
    {
        if (tell is { } to && Interlocked.Exchange(ref untold, null) is { } failure)
            to(failure);
    }

    void DropWhatIsForgotten()
    {
        foreach (var run in parts.TakeForgotten().OfType<TransactionIndexRun>())
            RunFolder.Delete(run);
        foreach (var run in parts.All.OfType<TransactionIndexRun>())
        {
            if (run.Newest < oldest())
                run.ReleaseFilter();
        }
    }

    void Write(List<IIndexPart> group)
    {
        try
        {
            LeaveRoom(group);
            WriteAs(group);
        }
        catch (IOException) when (group.Count > 1 && group.Any(part => part is IdTable))
        {
            // No room to merge. Runs of their own take the ids out of memory, even if they are more than eight then.
            foreach (var table in group.Where(part => part is IdTable))
                WriteAs([table]);
            throw;
        }
    }

    void WriteAs(List<IIndexPart> group)
    {
        var path = RunWriter.Write(folder, keyId, group, parts.First, closing.Token);
        var run = TransactionIndexRun.Open(path, keyId);
        if (run.Newest >= oldest())
            run.LoadFilter();
        parts.Replace(group, run);
        foreach (var merged in group.OfType<TransactionIndexRun>())
            RunFolder.Delete(merged);
    }

    /// <summary>A merge needs the room of its runs once more, and the log on the same disk needs some too.</summary>
    void LeaveRoom(List<IIndexPart> group)
    {
        var size = group.OfType<TransactionIndexRun>().Sum(run => run.FileLength);
        if (size > 0 && size > new DriveInfo(folder).AvailableFreeSpace / 2)
            throw new LogException($"There is no room in {folder} to merge {size} bytes of ids.");
    }
}
