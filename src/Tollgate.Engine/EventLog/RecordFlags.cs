namespace Tollgate.Engine.EventLog;

/// <summary>How a record came into the log. The bits stand in its header.</summary>
[Flags]
public enum RecordFlags : byte
{
    None = 0,

    /// <summary>The transaction came from a file of history, not from live traffic.</summary>
    Imported = 1,

    /// <summary>Its decision raises no alert and opens no case.</summary>
    Silent = 2,
}
