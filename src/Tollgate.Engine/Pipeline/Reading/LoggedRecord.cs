using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>The logs of a gate.</summary>
public enum GateLog
{
    Events,
    Decisions,
    Alerts,
}

/// <summary>A record of one of the logs; its kind tells which of the contents it has.</summary>
public readonly ref struct LoggedRecord
{
    readonly LogRecord record;

    internal LoggedRecord(GateLog log, LogRecord record)
    {
        Log = log;
        this.record = record;
    }

    public GateLog Log { get; }

    /// <summary>Where it stands in its log.</summary>
    public long Offset => record.Offset;

    /// <summary>Unix ms.</summary>
    public long AppendTime => record.AppendTime;

    public RecordKind Kind => record.Kind;
    public RecordFlags Flags => record.Flags;

    public Transaction Transaction => new(record.Payload);
    public Label Label => new(record);
    public GenerationConfig Generation => GenerationConfig.Of(record);

    /// <summary>Of an alert too: the decision that raised it.</summary>
    public Decision Decision => new(record.Payload);

    /// <summary>The transaction that it concerns; empty when it concerns none.</summary>
    public ReadOnlySpan<byte> TransactionId => Kind switch
    {
        RecordKind.Transaction => Transaction.TransactionId,
        RecordKind.Label => Label.TransactionId,
        RecordKind.Decision => Decision.TransactionId,
        _ => [],
    };
}
