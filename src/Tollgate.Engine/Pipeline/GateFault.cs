namespace Tollgate.Engine.Pipeline;

/// <summary>A fault of the gate. The engine names its kind; whoever shows it to a person words it.</summary>
public sealed record GateFault(GateFaultKind Kind, Exception Cause);

/// <summary>What can go wrong in a gate that no caller waits for.</summary>
public enum GateFaultKind
{
    /// <summary>A log cannot be written. Payments are refused until it can.</summary>
    LogNotWritten,

    /// <summary>The loop has thrown. Payments are refused until a restart, which decides the log again.</summary>
    LoopFailed,

    /// <summary>A submission could not be admitted. It was refused alone, and nothing of it was logged.</summary>
    SubmissionFailed,

    /// <summary>A snapshot was not written. The next start decides more of the log again.</summary>
    SnapshotNotWritten,

    /// <summary>A model has thrown. The payments that made it throw got the configured decision.</summary>
    ModelFailed,

    /// <summary>A model of the log cannot be loaded. Its payments get the configured decision.</summary>
    ModelMissing,

    /// <summary>
    /// At the start, decisions made again from the events were other than the recorded ones, which stay as they are.
    /// </summary>
    DecisionsDiffer,

    /// <summary>At the start, the end of a log was cut off, which a crash had torn; it is kept aside.</summary>
    TailCut,

    /// <summary>A file that follows from the logs was not to be trusted, and was made again from them.</summary>
    FileMadeAgain,

    /// <summary>The ids of decisions cannot be written to a file. They stay in memory until they can.</summary>
    IdsNotWritten,

    /// <summary>
    /// The clock is far ahead of the newest payment: it may be wrong, and nothing is deleted that only it calls old.
    /// </summary>
    RetentionWithheld,

    /// <summary>
    /// Old records of a log cannot be read any more. Whoever asks for one of them is told, and all else goes on.
    /// </summary>
    LogDamaged,
}
