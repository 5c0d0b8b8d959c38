using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>A transaction and its decision, read back from the logs.</summary>
public sealed class DecidedTransaction(byte[] eventFrame, byte[] decisionFrame, long decisionOffset)
{
    public Transaction Transaction => new(eventFrame.AsSpan(LogRecord.HeaderLength, PayloadLength(eventFrame)));

    public Decision Decision => new(decisionFrame.AsSpan(LogRecord.HeaderLength, PayloadLength(decisionFrame)));

    /// <summary>Where the decision stands in the log of decisions.</summary>
    public long DecisionOffset { get; } = decisionOffset;

    static int PayloadLength(byte[] frame) => (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(frame);
}
