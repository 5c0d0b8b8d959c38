using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>
/// The recorded decisions, or the alerts, one after the other, and before each the room of those that a repair gave up.
/// </summary>
/// <param name="end">What begins here or behind it is not read.</param>
sealed class RecordedDecisions(LogCursor cursor, long end = long.MaxValue)
{
    long taken = cursor.Offset;
    long free = cursor.Offset;

    /// <summary>Whether there are no more. That is so for good: what is appended later is not read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether a repair gave up what stood before the next record.</summary>
    public bool HasRoom => TryPeek(out var next) && taken < next.Offset;

    /// <summary>Where the next one of these stood; -1 when there is no room for it.</summary>
    public long Room => TryPeek(out var next) && free < next.Offset ? free : -1;

    public bool TryPeek(out LogRecord record)
    {
        record = default;
        if (!HasEnded)
            HasEnded = !cursor.TryPeek(out record) || record.Offset >= end;
        return !HasEnded;
    }

    /// <summary>Takes the record that was peeked at, which stays valid until the next call.</summary>
    public void Take()
    {
        cursor.TryRead(out var record);
        free = taken = record.End;
    }

    /// <summary>One that is lost took this much of the room.</summary>
    public void TakeRoom(int length) => free += length;
}
