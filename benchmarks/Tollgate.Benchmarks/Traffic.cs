using System.Buffers;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks;

/// <summary>The traffic that every session speaks of: simulated payments as JSON, in one block of memory.</summary>
sealed class Traffic
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ArrayBufferWriter<byte> bytes = new(1 << 20);
    readonly int[] ends;
    readonly long[] arrivals;

    /// <param name="users">Active users among whom the payments are spread.</param>
    public Traffic(int count, int users = 100_000, double rate = 2.5, DateTimeOffset? start = null)
    {
        Rates = new("EUR", Geography.Rates);
        ends = new int[count];
        arrivals = new long[count];
        var simulator = new PaymentSimulator(
            new() { Seed = 11, Rate = rate, Users = users, Start = start ?? Start, DailyPattern = false });
        for (var i = 0; i < count; i++)
        {
            var payment = simulator.Next(bytes);
            (ends[i], arrivals[i]) = (bytes.WrittenCount, payment.ArrivalTime);
            if (payment.IsRepeat)
                Repeats++;
        }
    }

    public CurrencyRates Rates { get; }

    public int Count => ends.Length;

    /// <summary>How many of them were sent before, the same bytes.</summary>
    public int Repeats { get; }

    /// <summary>Arrival time of the last payment, Unix ms.</summary>
    public long LastTime => arrivals[^1];

    public ReadOnlySpan<byte> this[int i] => bytes.WrittenSpan[(i == 0 ? 0 : ends[i - 1])..ends[i]];

    /// <summary>When a payment reaches the gate, Unix ms.</summary>
    public long ArrivalTime(int i) => arrivals[i];

    /// <summary>The first payments as JSON lines.</summary>
    public byte[] Lines(int count)
    {
        var lines = new byte[ends[count - 1] + count];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            this[i].CopyTo(lines.AsSpan(at));
            at += this[i].Length;
            lines[at++] = (byte)'\n';
        }
        return lines;
    }
}
