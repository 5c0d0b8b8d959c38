using System.Buffers;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// Endless synthetic payments with labelled fraud. One thread at a time. It keeps no clock: whoever sends the payments
/// live waits for each <see cref="SimulatedPayment.EventTime"/>. The world (people, cards, devices, shops) depends on
/// <see cref="SimulationSettings.Seed"/> and the number of people alone, so a simulator that starts later, with an id
/// prefix of its own, goes on in the same world. Episodes under way at the end of the earlier one are not continued.
/// </summary>
public sealed class PaymentSimulator
{
    const long Millisecond = 1_000_000;

    readonly string prefix;
    readonly SeededRandom chance;
    readonly DailyPattern pattern;
    readonly GenuineTraffic genuine;
    readonly FraudTraffic fraud;
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
        prefix = settings.Prefix;
        now = start;
        chance = new(SplitMix64.Of(seed, (ulong)start));
        pattern = new(settings.GenuineRate, settings.DailyPattern);
        writer = new(seed, prefix);
        var population = new Population(SplitMix64.Of(seed, 1), settings.UserCount);
        var merchants = new Merchants(SplitMix64.Of(seed, 2));
        genuine = new(population, merchants, settings.Rate, chance);
        var scenario = new FraudScenario(population, merchants, chance);
        fraud = new(scenario, settings.EpisodeRate, start, chance);
        nextGenuine = pattern.After(start, chance);
    }

    /// <summary>
    /// Appends the next payment to <paramref name="json"/>: one JSON object, no line end, at most 1,024 bytes. Event
    /// times never decrease.
    /// </summary>
    public SimulatedPayment Next(IBufferWriter<byte> json)
    {
        PaymentDraft draft;
        if (fraud.NextAt <= nextGenuine)
        {
            now = fraud.NextAt;
            draft = fraud.Next();
        }
        else
        {
            now = nextGenuine;
            draft = genuine.Next(now / Millisecond);
            nextGenuine = pattern.After(now, chance);
        }

        writer.Write(draft, ++count, json);
        return new(draft, prefix, count, writer.UserId(draft.User));
    }

    /// <summary>Leaves out the payments before a time, as after a pause; does nothing when that time is over.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        var to = time.ToUnixTimeMilliseconds() * Millisecond;
        if (to <= now)
            return;
        now = to;
        fraud.SkipTo(to);
        if (nextGenuine < to)
            nextGenuine = pattern.After(to, chance);
    }
}
