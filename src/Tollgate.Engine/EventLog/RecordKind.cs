namespace Tollgate.Engine.EventLog;

/// <summary>What a record of a log holds.</summary>
public enum RecordKind : byte
{
    Transaction = 1,
    Label = 2,

    /// <summary>From this record on another configuration decides.</summary>
    Generation = 3,

    /// <summary>Carries nothing but its append time.</summary>
    Heartbeat = 4,
    Decision = 5,

    /// <summary>Fills the place of bytes that a repair has given up. No reader ever sees one.</summary>
    Gap = 255,
}
