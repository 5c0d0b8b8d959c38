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

    public Transaction Transaction => new(eventFrame.AsSpan(LogRecord.HeaderLength, PayloadLength(eventFrame)));

    public Decision Decision => new(decisionFrame.AsSpan(LogRecord.HeaderLength, PayloadLength(decisionFrame)));

    static int PayloadLength(byte[] frame) => (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(frame);
}
