using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>A transaction and its decision, read back from the logs.</summary>
public sealed class DecidedTransaction
{
    readonly byte[] eventFrame;
    readonly byte[] decisionFrame;

    internal DecidedTransaction(byte[] eventFrame, byte[] decisionFrame) =>
        (this.eventFrame, this.decisionFrame) = (eventFrame, decisionFrame);

    internal DecidedTransaction(LogRecord happened, LogRecord decision)
        : this(happened.Frame.ToArray(), decision.Frame.ToArray())
    {
    }

    public Transaction Transaction => new(LogRecord.Trusted(eventFrame, 0).Payload);

    public Decision Decision => new(LogRecord.Trusted(decisionFrame, 0));

    internal ReadOnlySpan<byte> DecisionFrame => LogRecord.Trusted(decisionFrame, 0).Frame;
}
