using System.Buffers;
using System.Text;

namespace Tollgate.Engine.Simulation;

/// <summary>What is known of a payment that <see cref="PaymentSimulator.Next"/> wrote, beside its JSON.</summary>
public readonly struct SimulatedPayment
{
    readonly string prefix;
    readonly ulong user;

    internal SimulatedPayment(in PaymentDraft draft, string prefix, long number, ulong user)
    {
        EventTime = draft.Time;
        Kind = draft.Kind;
        Episode = draft.Episode;
        Number = number;
        this.prefix = prefix;
        this.user = user;
    }

    /// <summary>Unix milliseconds.</summary>
    public long EventTime { get; }

    public FraudKind Kind { get; }

    public bool IsFraud => Kind != FraudKind.None;

    /// <summary>Which episode of fraud it belongs to, from 1 on; 0 for a genuine payment.</summary>
    public long Episode { get; }

    /// <summary>1 for the first payment of the simulator, and so on.</summary>
    public long Number { get; }

    /// <summary>Makes a new string at each call.</summary>
    public string TransactionId => $"{prefix}-{Number}";

    /// <summary>Makes a new string at each call.</summary>
    public string UserId => $"u_{user:x12}";

    /// <summary>The transaction id as UTF-8, without quotes.</summary>
    public void WriteTransactionId(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(64);
        var length = Encoding.ASCII.GetBytes(prefix, span);
        span[length++] = (byte)'-';
        Number.TryFormat(span[length..], out var digits);
        output.Advance(length + digits);
    }
}
