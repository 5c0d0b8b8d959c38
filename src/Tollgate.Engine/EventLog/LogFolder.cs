namespace Tollgate.Engine.EventLog;

/// <summary>A log as another process than its writer sees it.</summary>
/// <param name="boot">The run of the machine.</param>
sealed class LogFolder(string folder, Guid boot) : ILogExtent
{
    public LogFolder(string folder)
        : this(folder, BootId.Current)
    {
    }

    public string Folder => folder;

    public LogBounds Bounds =>
        EndFile.Read(folder, out _) is { } end ? new(end.Committed, end.Written(boot)) : new(null, 0);

    public long[] SegmentStarts => Segments.List(folder);
}
