using System.Buffers;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Simulation;

/// <summary>The label of a simulated payment: what a bank would learn of it, and when.</summary>
public static class SimulatedLabel
{
    const long Hour = 3_600_000;

    // The longest label has about 180 bytes.
    const int Longest = 256;

    /// <summary>
    /// When a fraud is reported (Unix milliseconds): card tests within hours of their arrival, a bad shop within a
    /// week. The delay follows from the payment alone. A genuine payment is cleared after 30 days.
    /// </summary>
    public static long ReportedAt(in SimulatedPayment payment)
    {
        var (shortest, longest) = payment.Kind switch
        {
            FraudKind.CardTesting => (Hour, 6 * Hour),
            FraudKind.VelocityBurst => (2 * Hour, 24 * Hour),
            FraudKind.AccountTakeover => (2 * Hour, 48 * Hour),
            FraudKind.BadMerchant => (24 * Hour, 168 * Hour),
            FraudKind.BigTicket => (6 * Hour, 96 * Hour),
            _ => (720 * Hour, 720 * Hour),
        };
        var word = SplitMix64.Of((ulong)payment.EventTime, (ulong)payment.Number);
        return payment.ArrivalTime + shortest + (long)(SeededRandom.Unit(word) * (longest - shortest));
    }

    /// <summary>
    /// Writes one JSON object: <c>transaction_id</c>, <c>label</c>, <c>reported_at</c>, <c>source</c>.
    /// </summary>
    public static void WriteLabel(in SimulatedPayment payment, IBufferWriter<byte> json)
    {
        json.Write("{\"transaction_id\":\""u8);
        payment.WriteTransactionId(json);
        var text = new Utf8Writer(json.GetSpan(Longest));
        text.Add(payment.IsFraud ? "\",\"label\":\"fraud\""u8 : "\",\"label\":\"genuine\""u8);
        text.Add(",\"reported_at\":\""u8);
        text.AddTime(ReportedAt(payment));
        text.Add("\",\"source\":\"simulation\"}"u8);
        json.Advance(text.Length);
    }
}
