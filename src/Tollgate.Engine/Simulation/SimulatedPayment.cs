using System.Buffers;
using System.Text;
using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Engine.Simulation;

/// <summary>What is known of a payment that <see cref="PaymentSimulator.Next"/> wrote, beside its JSON.</summary>
public readonly struct SimulatedPayment
{
    readonly string prefix;
    readonly ulong user;

    internal SimulatedPayment(in PaymentInFlight payment, string prefix, ulong user)
    {
        EventTime = payment.Draft.Time;
        ArrivalTime = payment.Arrival / 1_000_000;
        ClockError = payment.ClockError;
        IsLate = payment.IsLate;
        IsRepeat = payment.IsRepeat;
        Kind = payment.Draft.Kind;
        Episode = payment.Draft.Episode;
        Number = payment.Number;
        this.prefix = prefix;
        this.user = user;
    }

    /// <summary>When it was made by the terminal's clock, Unix milliseconds.</summary>
    public long EventTime { get; }

    /// <summary>When it reaches the gate, Unix milliseconds.</summary>
    public long ArrivalTime { get; }

    /// <summary>How far the terminal's clock is ahead, ms; 0 for one that is right.</summary>
    public long ClockError { get; }

    /// <summary>Whether its terminal was cut off when it was made.</summary>
    public bool IsLate { get; }

    /// <summary>Whether the same bytes were sent before.</summary>
    public bool IsRepeat { get; }

    public FraudKind Kind { get; }

    public bool IsFraud => Kind != FraudKind.None;

    /// <summary>Which episode of fraud it belongs to, from 1 on; 0 for a genuine payment.</summary>
    public long Episode { get; }

    /// <summary>1 for the first payment that was made, and so on; a repeat has that of its payment.</summary>
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
