using System.Buffers;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// Endless synthetic payments with labelled fraud, as they arrive at the gate. One thread at a time. It keeps no clock:
/// whoever sends the payments live waits for each <see cref="SimulatedPayment.ArrivalTime"/>. The world (people, cards,
/// devices, shops and their terminals) depends on <see cref="SimulationSettings.Seed"/> and the number of people alone,
/// so a simulator that starts later, with an id prefix of its own, goes on in the same world. Episodes and payments
/// under way at the end of the earlier one are not continued.
/// </summary>
public sealed class PaymentSimulator
{
    const long Millisecond = 1_000_000;

    readonly string prefix;
    readonly SeededRandom chance;
    readonly DailyPattern pattern;
    readonly GenuineTraffic genuine;
    readonly FraudTraffic fraud;
    readonly TerminalNetwork network;
    readonly PaymentsInFlight inFlight = new();
    readonly PaymentWriter writer;

    // Nanoseconds since 1970.
    long nextGenuine;
    long now;
    long count;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PaymentSimulator(SimulationSettings settings)
    {
        settings.Validate();
        var seed = settings.Seed;
        var start = settings.Start.ToUnixTimeMilliseconds() * Millisecond;
        var run = SplitMix64.Of(seed, (ulong)start);
        prefix = settings.Prefix;
        now = start;
        chance = new(run);
        pattern = new(settings.GenuineRate, settings.DailyPattern);
        writer = new(seed, prefix);
        var population = new Population(SplitMix64.Of(seed, 1), settings.UserCount);
        var merchants = new Merchants(SplitMix64.Of(seed, 2));
        genuine = new(population, merchants, settings.Rate, chance);
        var scenario = new FraudScenario(population, merchants, chance);
        fraud = new(scenario, settings.EpisodeRate, start, chance);
        network = new(settings.Network, SplitMix64.Of(seed, 3), SplitMix64.Of(run, 4), settings.Rate);
        nextGenuine = pattern.After(start, chance);
    }

    long NextMade => Math.Min(fraud.NextAt, nextGenuine);

    /// <summary>
    /// Appends the next payment to <paramref name="json"/>: one JSON object, no line end, at most 1,024 bytes. Arrival
    /// times never decrease; event times may.
    /// </summary>
    public SimulatedPayment Next(IBufferWriter<byte> json)
    {
        while (NextMade <= inFlight.NextArrival)
            SendNext();
        var payment = inFlight.Next();
        now = payment.Arrival;
        writer.Write(payment.Draft, payment.Number, json);
        return new(payment, prefix, writer.UserId(payment.Draft.User));
    }

    /// <summary>
    /// Leaves out the payments that are made or would arrive before a time, as after a pause; does nothing when that
    /// time is over.
    /// </summary>
    public void SkipTo(DateTimeOffset time)
    {
        var to = time.ToUnixTimeMilliseconds() * Millisecond;
        if (to <= now)
            return;
        now = to;
        inFlight.SkipTo(to);
        fraud.SkipTo(to);
        if (nextGenuine < to)
            nextGenuine = pattern.After(to, chance);
    }

    void SendNext()
    {
        var payment = new PaymentInFlight { Number = ++count };
        var time = NextMade;
        if (fraud.NextAt <= nextGenuine)
        {
            payment.Draft = fraud.Next();
        }
        else
        {
            payment.Draft = genuine.Next(time / Millisecond);
            nextGenuine = pattern.After(time, chance);
        }

        network.Send(ref payment, time);
        inFlight.Add(payment);
        if (network.RepeatOf(payment) is not { } arrival)
            return;
        (payment.IsRepeat, payment.Arrival) = (true, arrival);
        inFlight.Add(payment);
    }
}
