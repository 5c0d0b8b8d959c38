namespace Tollgate.Engine.EventLog.Repair;

/// <summary>How a part of a log is damaged.</summary>
public enum LogDamageKind
{
    /// <summary>Bytes hold no record, though records or whole segments follow.</summary>
    Unreadable,

    /// <summary>A whole segment is not there.</summary>
    Missing,

    /// <summary>A segment goes on behind the place at which the next one begins.</summary>
    Surplus,

    /// <summary>From here on nothing is left of what was written.</summary>
    Tail,
}

/// <summary>One damaged place.</summary>
/// <param name="Segment">First offset of the segment.</param>
/// <param name="Path">Its file.</param>
/// <param name="From">First byte of the file that is lost.</param>
/// <param name="To">Byte behind the last one; the file may be shorter.</param>
/// <param name="WholeRecords">
/// Readable records among them: they are lost as well, since the place alone is too small to be filled.
/// </param>
public sealed record LogDamage(
    LogDamageKind Kind, long Segment, string Path, long From, long To, int WholeRecords = 0)
{
    public long Bytes => To - From;

    /// <summary>Readable records of the log behind this place.</summary>
    public long RecordsBehind { get; internal set; }

    internal long Offset => Segment + From;
}
