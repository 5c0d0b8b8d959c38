using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>
/// How far event time has come: the newest event time so far, none counted beyond the time of its record, less the
/// usual disorder. It moves on record by record, so that what follows from it depends on no batch.
/// </summary>
/// <param name="Newest">The newest of these times, Unix ms; the lowest number before the first event.</param>
readonly record struct Watermark(long Newest)
{
    public static readonly Watermark None = new(long.MinValue);

    /// <summary>Events at or before this time are late, Unix ms.</summary>
    public long Time => Newest == long.MinValue ? long.MinValue : Newest - EventTimes.Disorder;

    /// <summary>Event time of the oldest transaction that is admitted, and of the oldest id that is known.</summary>
    /// <param name="window">The idempotency window, ms.</param>
    public long OldestAdmitted(long window) => Newest == long.MinValue ? long.MinValue : Time - window;

    public Watermark After(long eventTime, long appendTime) => new(Math.Max(Newest, Math.Min(eventTime, appendTime)));
}
