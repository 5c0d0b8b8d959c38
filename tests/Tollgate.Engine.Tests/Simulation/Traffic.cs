using System.Buffers;
using System.Text.Json;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Engine.Tests.Simulation;

/// <summary>A payment as a gate would read it, and what the simulator said of it.</summary>
sealed record Seen(SimulatedPayment Payment, JsonElement Json)
{
    public string? Text(string field) => Json.TryGetProperty(field, out var value) ? value.GetString() : null;

    public long AmountMinor => Json.GetProperty("amount_minor").GetInt64();

    /// <summary>The amount in euro cents, by the prices of the simulated world.</summary>
    public double Cents => AmountMinor / Geography.Currencies.Single(c => c.Code == Text("currency")).PerCent;
}

/// <summary>Simulated traffic for the tests.</summary>
static class Traffic
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero);

    public static SimulationSettings Settings => new() { Start = Monday };

    /// <summary>Where a test is about what payments are, not about how they arrive.</summary>
    public static SimulationSettings AsMade => Settings with { Network = NetworkConditions.Perfect };

    public static byte[] Bytes(SimulationSettings settings, int count)
    {
        var output = new ArrayBufferWriter<byte>();
        var simulator = new PaymentSimulator(settings);
        for (var i = 0; i < count; i++)
        {
            simulator.Next(output);
            output.Write("\n"u8);
        }

        return output.WrittenSpan.ToArray();
    }

    public static IEnumerable<Seen> Read(PaymentSimulator simulator)
    {
        var output = new ArrayBufferWriter<byte>();
        while (true)
        {
            output.ResetWrittenCount();
            var payment = simulator.Next(output);
            yield return new(payment, JsonElement.Parse(output.WrittenSpan));
        }
    }

    public static List<Seen> Read(SimulationSettings settings, int count) =>
        [.. Read(new PaymentSimulator(settings)).Take(count)];

    /// <summary>What arrives in a time from the start on.</summary>
    public static List<SimulatedPayment> Run(SimulationSettings settings, TimeSpan length)
    {
        var output = new ArrayBufferWriter<byte>();
        var simulator = new PaymentSimulator(settings);
        var end = (settings.Start + length).ToUnixTimeMilliseconds();
        var payments = new List<SimulatedPayment>();
        while (true)
        {
            output.ResetWrittenCount();
            var payment = simulator.Next(output);
            if (payment.ArrivalTime >= end)
                return payments;
            payments.Add(payment);
        }
    }
}
