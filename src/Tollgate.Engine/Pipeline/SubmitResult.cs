namespace Tollgate.Engine.Pipeline;

/// <summary>What became of a submission to the gate.</summary>
public enum SubmitResult
{
    /// <summary>In the log and, for a transaction, decided.</summary>
    Done,

    /// <summary>The same transaction was decided before: its stored decision is the answer.</summary>
    Replayed,

    /// <summary>The id belongs to a transaction with other fields.</summary>
    Conflict,

    /// <summary>The event lies further behind the watermark than ids are remembered.</summary>
    TooOld,

    /// <summary>The generation in force has no rate for the currency.</summary>
    NoRate,

    /// <summary>There is no such transaction to label.</summary>
    Unknown,

    /// <summary>The label is the current one already.</summary>
    Unchanged,

    /// <summary>Too many submissions wait: come again.</summary>
    Busy,

    /// <summary>The log cannot be written.</summary>
    Unavailable,
}
