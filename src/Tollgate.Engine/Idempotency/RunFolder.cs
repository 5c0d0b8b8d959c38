namespace Tollgate.Engine.Idempotency;

/// <summary>A file of ids that could not be trusted and was deleted: what it held is read from the log again.</summary>
sealed record DiscardedRun(string Path, string Reason);

/// <summary>Opens the runs of a folder and deletes what is no run that follows from the log as it is.</summary>
static class RunFolder
{
    /// <summary>The runs that hold, by their range; none overlaps another.</summary>
    /// <param name="first">Offset of the oldest decision that is kept.</param>
    /// <param name="end">Offset after the newest decision.</param>
    public static List<TransactionIndexRun> Open(
        string folder, ulong keyId, long first, long end, List<DiscardedRun> discarded)
    {
        foreach (var left in Directory.EnumerateFiles(folder, "*" + TransactionIndexRun.Extension + ".new"))
            File.Delete(left);
        var runs = new List<TransactionIndexRun>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + TransactionIndexRun.Extension).Order())
        {
            if (TryOpen(path, keyId, end, discarded) is { } run)
                runs.Add(run);
        }
        return WithoutOverlaps(runs, first, discarded);
    }

    /// <summary>Before the log is cut at an offset: deletes what covers decisions behind it.</summary>
    public static void DeleteBehind(string folder, long offset)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + TransactionIndexRun.Extension))
        {
            var range = Path.GetFileNameWithoutExtension(path).Split('-');
            // One of an older format has no end in its name.
            if (range.Length != 2 || !long.TryParse(range[1], out var end) || end > offset)
                File.Delete(path);
        }
    }

    public static void Delete(TransactionIndexRun run)
    {
        run.Dispose();
        File.Delete(run.Path);
    }

    static TransactionIndexRun? TryOpen(string path, ulong keyId, long end, List<DiscardedRun> discarded)
    {
        try
        {
            var run = TransactionIndexRun.Open(path, keyId);
            if (run.To <= end && run.From < run.To)
                return run;
            Discard(run, "it covers decisions that the log does not hold", discarded);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            File.Delete(path);
            discarded.Add(new(path, e.Message));
        }
        return null;
    }

    static List<TransactionIndexRun> WithoutOverlaps(
        List<TransactionIndexRun> runs, long first, List<DiscardedRun> discarded)
    {
        var kept = new List<TransactionIndexRun>();
        var covered = long.MinValue;
        foreach (var run in runs.OrderBy(run => run.From).ThenByDescending(run => run.To))
        {
            if (run.To <= first || run.To <= covered)
            {
                // Of no use: retention has passed it, or a crash came between its merge and its deletion.
                Delete(run);
                continue;
            }
            if (run.From < covered)
            {
                // One of the two is not of this log, and nothing tells which.
                Discard(run, "it overlaps another", discarded);
                if (kept.Count > 0 && kept[^1].To == covered)
                {
                    Discard(kept[^1], "another overlaps it", discarded);
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else
            {
                kept.Add(run);
            }
            covered = run.To;
        }
        return kept;
    }

    static void Discard(TransactionIndexRun run, string reason, List<DiscardedRun> discarded)
    {
        Delete(run);
        discarded.Add(new(run.Path, reason));
    }
}
