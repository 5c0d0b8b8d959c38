using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// Finds the decision of a transaction by its id: a map in memory for the segment that is being written and a sorted
/// file for each sealed one. One thread adds; any thread finds.
/// </summary>
public sealed class TransactionIndex
{
    readonly string folder;
    readonly Lock gate = new();
    readonly List<(long Segment, TransactionIndexFile File)> files = [];
    readonly List<(long Segment, TransactionIndexMemTable Map)> sealing = [];
    TransactionIndexMemTable current = new();
    Task writing = Task.CompletedTask;

    /// <param name="folder">The folder of the log whose segments are indexed.</param>
    public TransactionIndex(string folder) => this.folder = folder;

    /// <summary>Opens the sealed segments' files; returns the offset from which records must be added again.</summary>
    public long Open()
    {
        var segments = Segments.List(folder);
        for (var i = 0; i < segments.Length - 1; i++)
        {
            var path = TransactionIndexFile.PathOf(folder, segments[i]);
            if (!File.Exists(path))
                return segments[i];
            files.Add((segments[i], new(path)));
        }
        return segments.Length > 0 ? segments[^1] : 0;
    }

    /// <param name="offset">Where the record of the id starts.</param>
    /// <param name="eventTime">Not before the event time of the transaction, Unix ms: how long the id matters.</param>
    public void Add(UInt128 id, long offset, long eventTime)
    {
        lock (gate)
            current.Add(id, offset, eventTime);
    }

    /// <summary>The offset of the id among what is newer than a time, or -1.</summary>
    /// <param name="newerThan">Event time, Unix ms; segments that hold nothing newer are not looked at.</param>
    public long Find(UInt128 id, long newerThan = long.MinValue)
    {
        lock (gate)
        {
            var offset = current.Find(id);
            for (var i = sealing.Count - 1; offset < 0 && i >= 0; i--)
                offset = sealing[i].Map.Newest >= newerThan ? sealing[i].Map.Find(id) : -1;
            for (var i = files.Count - 1; offset < 0 && i >= 0; i--)
                offset = files[i].File.Newest >= newerThan ? files[i].File.Find(id) : -1;
            return offset;
        }
    }

    /// <summary>The segment has its last record: its ids go to a file, written beside the work.</summary>
    public void Seal(long segment)
    {
        TransactionIndexMemTable full;
        lock (gate)
        {
            full = current;
            sealing.Add((segment, full));
            current = new();
        }
        writing = writing.ContinueWith(
            _ => WriteFile(segment, full), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>The segment is no longer kept.</summary>
    public void Forget(long segment)
    {
        lock (gate)
            files.RemoveAll(f => f.Segment == segment);
        File.Delete(TransactionIndexFile.PathOf(folder, segment));
    }

    /// <summary>Waits until every sealed segment has its file.</summary>
    public void Flush() => writing.GetAwaiter().GetResult();

    void WriteFile(long segment, TransactionIndexMemTable full)
    {
        var path = TransactionIndexFile.PathOf(folder, segment);
        TransactionIndexFile.Write(path, full.Sorted(), full.Newest);
        var file = new TransactionIndexFile(path);
        lock (gate)
        {
            files.Add((segment, file));
            sealing.RemoveAll(s => s.Segment == segment);
        }
    }
}
