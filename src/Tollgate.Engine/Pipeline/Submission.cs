using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>What a caller hands to the gate, and awaits.</summary>
public abstract class Submission : IValueTaskSource<SubmitResult>
{
    ManualResetValueTaskSourceCore<SubmitResult> completion = new() { RunContinuationsAsynchronously = true };

    // Admission knows every kind there is.
    private protected Submission()
    {
    }

    /// <summary>The answer as far as it is known before the batch is in the log.</summary>
    internal SubmitResult Answer { get; set; }

    /// <summary>Append time of a record of history, Unix ms; 0 = now.</summary>
    public long AppendTime { get; set; }

    /// <summary>Flags of the record.</summary>
    public RecordFlags Flags { get; set; }

    internal ValueTask<SubmitResult> Task => new(this, completion.Version);

    /// <summary>Whether it is at the gate: nobody else may touch it until it is completed.</summary>
    internal bool IsPending { get; set; }

    /// <summary>Hands the answer out, once.</summary>
    internal void Complete()
    {
        if (!IsPending)
            return;
        IsPending = false;
        completion.SetResult(Answer);
    }

    internal virtual void Reset()
    {
        completion.Reset();
        (Answer, AppendTime, Flags) = (SubmitResult.Done, 0, 0);
    }

    SubmitResult IValueTaskSource<SubmitResult>.GetResult(short token) => completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<SubmitResult>.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource<SubmitResult>.OnCompleted(
        Action<object?> next, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(next, state, token, flags);
}

/// <summary>A transaction on its way to its decision; reused.</summary>
public sealed class TransactionSubmission : Submission
{
    const int LargestKept = 8 * 1024;

    byte[] transaction = new byte[1024];
    byte[] decision = new byte[256];
    int transactionLength;

    public Transaction Transaction => new(transaction.AsSpan(0, transactionLength));

    /// <summary>
    /// The decision, if the result is <see cref="SubmitResult.Done"/> or <see cref="SubmitResult.Replayed"/>.
    /// </summary>
    public Decision Decision => new(LogRecord.Trusted(decision, 0));

    /// <summary>Whether it has grown beyond what is worth keeping: thousands may be kept.</summary>
    internal bool IsLarge => transaction.Length > LargestKept;

    public void Set(ReadOnlySpan<byte> bytes)
    {
        if (transaction.Length < bytes.Length)
            transaction = new byte[bytes.Length];
        bytes.CopyTo(transaction);
        transactionLength = bytes.Length;
    }

    /// <param name="amount">In minor units of the base currency.</param>
    internal void SetAmountBase(long amount) =>
        BinaryPrimitives.WriteInt64LittleEndian(transaction.AsSpan(Transaction.AmountBaseAt), amount);

    /// <summary>Hash of the id, once it is looked up.</summary>
    internal UInt128 IdHash { get; set; }

    /// <summary>
    /// Offset of the decision by its id that the index knew when its batch began, or -1; see <see cref="IdLookup"/>.
    /// </summary>
    internal long KnownAt { get; set; }

    /// <summary>Until when its id is kept once it is appended: the later one of event time and append time.</summary>
    internal long KeptUntil { get; set; }

    /// <summary>The submission before it in the batch that says the same; their decisions are one.</summary>
    internal TransactionSubmission? RepeatOf { get; set; }

    /// <param name="frame">The record of the decision.</param>
    internal void SetDecision(ReadOnlySpan<byte> frame)
    {
        if (decision.Length < frame.Length)
            decision = new byte[frame.Length];
        frame.CopyTo(decision);
    }

    /// <summary>Answers with what the log holds of <see cref="RepeatOf"/>.</summary>
    internal void TakeDecision()
    {
        if (RepeatOf is not { } first)
            return;
        Set(first.Transaction.Bytes);
        SetDecision(LogRecord.Trusted(first.decision, 0).Frame);
    }

    internal override void Reset()
    {
        base.Reset();
        RepeatOf = null;
    }
}

/// <summary>A label on its way to the log.</summary>
/// <param name="reportedAt">Unix ms.</param>
public sealed class LabelSubmission(
    string transactionId, LabelKind kind, long reportedAt, LabelSource source) : Submission
{
    public string TransactionId { get; } = transactionId;
    public LabelKind Kind { get; } = kind;
    public long ReportedAt { get; } = reportedAt;
    public LabelSource Source { get; } = source;
}

/// <summary>A question about the state of the loop, which may be read between two batches.</summary>
abstract class QuerySubmission : Submission
{
    /// <summary>Runs on the thread that runs the gate.</summary>
    public abstract void Run(LoopView loop);
}

/// <inheritdoc/>
sealed class QuerySubmission<T>(Func<LoopView, T> query) : QuerySubmission
{
    ExceptionDispatchInfo? failure;
    T? result;

    /// <summary>What the query returned; throws what it threw.</summary>
    public T Result
    {
        get
        {
            failure?.Throw();
            return result!;
        }
    }

    public override void Run(LoopView loop)
    {
        try
        {
            result = query(loop);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}

/// <summary>Puts a new generation into force; it was compiled before, so the loop does not wait.</summary>
sealed class GenerationSubmission(Func<GenerationConfig, GenerationConfig> change) : Submission
{
    public Func<GenerationConfig, GenerationConfig> Change { get; } = change;

    /// <summary>The changed configuration with its number, once it is appended.</summary>
    public GenerationConfig? Changed { get; set; }
}
