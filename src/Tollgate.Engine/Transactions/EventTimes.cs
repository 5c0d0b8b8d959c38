namespace Tollgate.Engine.Transactions;

/// <summary>What is assumed of the clocks of others, ms.</summary>
public static class EventTimes
{
    /// <summary>How far the event time of a transaction may lie ahead of the gate's clock.</summary>
    public const long FutureTolerance = 5 * 60_000;

    /// <summary>How far the watermark stays behind the newest event.</summary>
    public const long Disorder = 2_000;

    /// <summary>
    /// How far an admitted transaction can lie behind the newest one of its entity: the oldest that is admitted lies
    /// the idempotency window behind the watermark, and the entity's newest may be dated ahead of the clock.
    /// </summary>
    public static long LatenessOf(long idempotencyWindow) => idempotencyWindow + Disorder + FutureTolerance;
}
