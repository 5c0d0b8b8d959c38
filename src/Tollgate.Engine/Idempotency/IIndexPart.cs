namespace Tollgate.Engine.Idempotency;

/// <summary>
/// The ids of the decisions in a range of the log of decisions: in memory until their file is written, then in it.
/// </summary>
interface IIndexPart
{
    /// <summary>Offset of the first decision of the range.</summary>
    long From { get; }

    /// <summary>Offset after the last decision of the range.</summary>
    long To { get; }

    long Count { get; }

    /// <summary>Until when the first of its ids to go is kept, Unix ms.</summary>
    long Oldest { get; }

    /// <summary>Until when the last of its ids to go is kept, Unix ms.</summary>
    long Newest { get; }

    /// <summary>The offset of the newest decision by an id, or -1.</summary>
    long Find(UInt128 id);

    /// <summary>Looks up the ids that have no offset yet and fills in what is found.</summary>
    void Find(ReadOnlySpan<UInt128> ids, Span<long> offsets);

    /// <summary>Each id once, ascending.</summary>
    IEnumerable<(UInt128 Id, long Offset)> ReadSorted();
}
