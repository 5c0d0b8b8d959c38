using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Simulation.Network;

/// <summary>
/// The way from the terminals to the gate. What happens to a payment is a function of the seed, of its number, its
/// terminal and its time: other conditions leave the payments themselves as they are. Which clocks are wrong and when a
/// terminal is cut off belongs to the world, so that a simulator that starts later finds it so. Times are nanoseconds
/// since 1970.
/// </summary>
sealed class TerminalNetwork
{
    /// <summary>How far a clock is wrong at most, ms: a gate refuses what is dated five minutes ahead.</summary>
    public const long MaxClockError = 240_000;

    const long Millisecond = 1_000_000;
    const long Second = 1_000 * Millisecond;
    const long LongestOutage = 4 * 3_600 * Second;
    const long LeastClockError = 15_000;

    // An outage is the end of a period of its terminal, from a sixteenth of it to all of it.
    const double LeastPart = 1 / 16.0;
    const double MeanPart = (1 + LeastPart) / 2;

    // Payments that wait for their terminals at once.
    const double MostWaiting = 50_000;

    readonly NetworkConditions conditions;
    readonly long period;
    readonly ulong clocks, outages, delays, repeats;

    /// <param name="seed">Of the world.</param>
    /// <param name="run">Of what happens in it.</param>
    /// <param name="rate">Payments a second.</param>
    public TerminalNetwork(NetworkConditions conditions, ulong seed, ulong run, double rate)
    {
        this.conditions = conditions;
        (clocks, outages) = (SplitMix64.Of(seed, 0), SplitMix64.Of(seed, 1));
        (delays, repeats) = (SplitMix64.Of(run, 0), SplitMix64.Of(run, 1));
        period = (long)Math.Min(LongestOutage, MostWaiting * Second / (rate * Math.Max(conditions.LateShare, 1e-9)));
    }

    /// <summary>Sends a payment that is made at a time: sets when it arrives, and what its clock says.</summary>
    public void Send(ref PaymentInFlight payment, long time)
    {
        // The upper four bits choose one of the shop's sixteen terminals.
        var terminal = (ulong)payment.Draft.Merchant.Number << 4 | payment.Draft.Details >> 28;
        payment.ClockError = Math.Max(ClockError(terminal), -payment.Draft.Time);
        payment.Draft.Time += payment.ClockError;
        var sent = SentAt(terminal, time);
        payment.IsLate = sent != time;
        payment.Arrival = sent + Delay((ulong)payment.Number);
    }

    /// <summary>When the same payment arrives once more; null when it was sent once.</summary>
    public long? RepeatOf(in PaymentInFlight payment)
    {
        var word = SplitMix64.Of(repeats, (ulong)payment.Number);
        return SeededRandom.Unit(word) < conditions.DuplicateShare
            ? payment.Arrival + Second / 10 + (long)(SeededRandom.Exponential(SplitMix64.Of(word, 0)) * Second)
            : null;
    }

    long ClockError(ulong terminal)
    {
        var word = SplitMix64.Of(clocks, terminal);
        if (SeededRandom.Unit(word) >= conditions.WrongClockShare)
            return 0;
        var part = SeededRandom.Unit(SplitMix64.Of(word, 0));
        var error = LeastClockError + (long)(part * (MaxClockError - LeastClockError));
        return (word & 1) == 0 ? error : -error;
    }

    long SentAt(ulong terminal, long time)
    {
        if (conditions.LateShare == 0)
            return time;
        // The periods of terminals begin at different times.
        var key = SplitMix64.Of(outages, terminal);
        var shifted = time + (long)(SeededRandom.Unit(key) * period);
        var word = SplitMix64.Of(key, (ulong)(shifted / period));
        if (SeededRandom.Unit(word) >= conditions.LateShare / MeanPart)
            return time;
        var left = period - shifted % period;
        var part = LeastPart + SeededRandom.Unit(SplitMix64.Of(word, 0)) * (1 - LeastPart);
        return left <= (long)(part * period) ? time + left : time;
    }

    long Delay(ulong number)
    {
        var word = SplitMix64.Of(delays, number);
        var delay = (long)(SeededRandom.Exponential(word) * conditions.Delay.Ticks) * 100;
        return SplitMix64.Of(word, 0) >> 58 == 0 ? delay * 10 : delay;
    }
}
