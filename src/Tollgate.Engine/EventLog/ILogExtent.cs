namespace Tollgate.Engine.EventLog;

/// <summary>How far a log may be read.</summary>
/// <param name="Committed">No further than this; null when no writer has published it.</param>
/// <param name="Written">What lies before this offset was written: where it cannot be read, it is damaged.</param>
readonly record struct LogBounds(long? Committed, long Written);

/// <summary>What a reader can learn of a log: from its writer in the same process, or from its folder.</summary>
interface ILogExtent
{
    string Folder { get; }

    LogBounds Bounds { get; }

    /// <summary>First offsets of the segments, ascending; not to be changed.</summary>
    long[] SegmentStarts { get; }
}
