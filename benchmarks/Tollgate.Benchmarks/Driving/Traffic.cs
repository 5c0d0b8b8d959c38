using System.Buffers;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Driving;

/// <summary>The traffic that every session speaks of: simulated payments as JSON, in a few blocks of memory.</summary>
sealed class Traffic
{
    /// <summary>Active users among whom the payments are spread, unless a session says otherwise.</summary>
    public const int Users = 100_000;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    const int BlockBits = 16;

    readonly ArrayBufferWriter<byte>[] blocks;
    readonly int[] ends;
    readonly long[] arrivals;

    public Traffic(int count, int users = Users, double rate = 2.5, DateTimeOffset? start = null)
    {
        ends = new int[count];
        arrivals = new long[count];
        blocks = [.. Enumerable.Range(0, (count >> BlockBits) + 1).Select(_ => new ArrayBufferWriter<byte>(1 << 16))];
        var simulator = Simulator(users, rate, start ?? Start);
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i >> BlockBits];
            var payment = simulator.Next(block);
            (ends[i], arrivals[i]) = (block.WrittenCount, payment.ArrivalTime);
            if (payment.IsRepeat)
                Repeats++;
        }
    }

    public CurrencyRates Rates { get; } = new("EUR", Geography.Rates);

    public int Count => ends.Length;

    /// <summary>How many of them were sent before, the same bytes.</summary>
    public int Repeats { get; }

    /// <summary>Arrival time of the last payment, Unix ms.</summary>
    public long LastTime => arrivals[^1];

    public ReadOnlySpan<byte> this[int i] => blocks[i >> BlockBits].WrittenSpan[StartOf(i)..ends[i]];

    /// <summary>When a payment reaches the gate, Unix ms.</summary>
    public long ArrivalTime(int i) => arrivals[i];

    public static PaymentSimulator Simulator(int users, double rate, DateTimeOffset start) =>
        new(new() { Seed = 11, Rate = rate, Users = users, Start = start, DailyPattern = false });

    /// <summary>The first payments as JSON lines.</summary>
    public byte[] Lines(int count)
    {
        using var lines = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            lines.Write(this[i]);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    int StartOf(int i) => (i & ((1 << BlockBits) - 1)) == 0 ? 0 : ends[i - 1];
}
