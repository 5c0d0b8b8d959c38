using System.Buffers;

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

    readonly string _prefix;
    readonly Chance _chance;
    readonly Rhythm _rhythm;
    readonly HonestTraffic _honest;
    readonly FraudTraffic _fraud;
    readonly PaymentWriter _writer;

    // Nanoseconds since 1970.
    long _nextHonest;
    long _now;
    long _count;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PaymentSimulator(SimulationSettings settings)
    {
        settings.Validate();
        var seed = settings.Seed;
        var start = settings.Start.ToUnixTimeMilliseconds() * Millisecond;
        _prefix = settings.Prefix;
        _now = start;
        _chance = new(Mix.Of(seed, (ulong)start));
        _rhythm = new(settings.HonestRate, settings.Rhythm);
        _writer = new(seed, _prefix);
        var population = new Population(Mix.Of(seed, 1), settings.UserCount);
        var merchants = new Merchants(Mix.Of(seed, 2));
        _honest = new(population, merchants, settings.Rate, _chance);
        var steps = new EpisodeSteps(population, merchants, _chance);
        _fraud = new(steps, settings.EpisodeRate, start, _chance);
        _nextHonest = _rhythm.After(start, _chance);
    }

    /// <summary>
    /// Appends the next payment to <paramref name="json"/>: one JSON object, no line end, at most 1,024 bytes. Event
    /// times never decrease.
    /// </summary>
    public SimulatedPayment Next(IBufferWriter<byte> json)
    {
        Draft draft;
        if (_fraud.NextAt <= _nextHonest)
        {
            _now = _fraud.NextAt;
            draft = _fraud.Next();
        }
        else
        {
            _now = _nextHonest;
            draft = _honest.Next(_now / Millisecond);
            _nextHonest = _rhythm.After(_now, _chance);
        }

        _writer.Write(draft, ++_count, json);
        return new(draft, _prefix, _count, _writer.UserId(draft.User));
    }

    /// <summary>Leaves out the payments before a time, as after a pause; does nothing when that time is over.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        var to = time.ToUnixTimeMilliseconds() * Millisecond;
        if (to <= _now)
            return;
        _now = to;
        _fraud.SkipTo(to);
        if (_nextHonest < to)
            _nextHonest = _rhythm.After(to, _chance);
    }
}
