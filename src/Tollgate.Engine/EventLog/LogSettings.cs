namespace Tollgate.Engine.EventLog;

/// <summary>When a commit counts as done.</summary>
public enum Durability
{
    /// <summary>The operating system has the bytes: a crash of the process loses nothing, a power cut may.</summary>
    Os,

    /// <summary>The disk has the bytes; submissions that come together share one flush.</summary>
    Fsync,
}

/// <param name="Durability">What a commit waits for.</param>
/// <param name="SegmentBytes">A segment file is sealed when it has grown to this size.</param>
sealed record LogSettings(Durability Durability = Durability.Os, int SegmentBytes = 64 * 1024 * 1024)
{
    /// <summary>The run of the machine, under which the end of the log is published.</summary>
    public Guid Boot { get; init; } = BootId.Current;
}
