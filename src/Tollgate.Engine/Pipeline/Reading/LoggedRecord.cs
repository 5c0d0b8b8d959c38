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
    readonly LogRecord happened;

    /// <param name="happened">The transaction: the record itself, or the event of a decision.</param>
    internal LoggedRecord(GateLog log, LogRecord record, LogRecord happened)
    {
        Log = log;
        this.record = record;
        this.happened = happened;
    }

    public GateLog Log { get; }

    /// <summary>Where it stands in its log.</summary>
    public long Offset => record.Offset;

    /// <summary>Unix ms.</summary>
    public long AppendTime => record.AppendTime;

    public RecordKind Kind => record.Kind;
    public RecordFlags Flags => record.Flags;

    /// <summary>Whether the transaction of a decision is still kept.</summary>
    public bool HasTransaction => !happened.Frame.IsEmpty;

    /// <summary>Of a decision or an alert too: what it was about.</summary>
    public Transaction Transaction => new(happened.Payload);
    public Label Label => new(record);
    public GenerationConfig Generation => GenerationConfig.Of(record);

    /// <summary>Of an alert too: the decision that raised it.</summary>
    public Decision Decision => new(record);

    /// <summary>The transaction that it concerns; empty when it concerns none.</summary>
    public ReadOnlySpan<byte> TransactionId => Kind switch
    {
        RecordKind.Transaction => Transaction.TransactionId,
        RecordKind.Label => Label.TransactionId,
        RecordKind.Decision when HasTransaction => Transaction.TransactionId,
        _ => [],
    };
}
