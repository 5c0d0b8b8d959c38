namespace Tollgate.Engine.Simulation;

/// <summary>
/// Starts episodes of fraud and makes their payments, in order of time. Times are nanoseconds since 1970.
/// </summary>
sealed class FraudTraffic
{
    const long Second = 1_000_000_000;
    const long Millisecond = 1_000_000;

    readonly FraudScenario scenario;
    readonly SeededRandom chance;
    readonly double meanGap;

    // Episodes by the time of their next payment; the number orders equal times.
    readonly PriorityQueue<FraudEpisode, (long Time, long Number)> underWay = new();
    long nextStart;
    long started;

    public FraudTraffic(FraudScenario scenario, double perHour, long start, SeededRandom chance)
    {
        this.scenario = scenario;
        this.chance = chance;
        meanGap = perHour > 0 ? 3_600 * Second / perHour : 0;
        nextStart = perHour > 0 ? start + (long)(meanGap * chance.Unit()) : long.MaxValue;
    }

    /// <summary>When the next payment happens; the largest number when there will be none.</summary>
    public long NextAt => underWay.TryPeek(out _, out var next) ? Math.Min(nextStart, next.Time) : nextStart;

    public PaymentDraft Next()
    {
        var time = NextAt;
        var episode = time == nextStart ? Begin() : underWay.Dequeue();
        var draft = scenario.NextPayment(ref episode, time / Millisecond);
        if (++episode.Step < episode.Count)
            underWay.Enqueue(episode, (TimeOfStep(episode), episode.Number));
        return draft;
    }

    /// <summary>Forgets the payments before a time, and starts no episode before it.</summary>
    public void SkipTo(long time)
    {
        while (underWay.TryPeek(out _, out var next) && next.Time < time)
        {
            var episode = underWay.Dequeue();
            do
                episode.Step++;
            while (episode.Step < episode.Count && TimeOfStep(episode) < time);
            if (episode.Step < episode.Count)
                underWay.Enqueue(episode, (Math.Max(time, TimeOfStep(episode)), episode.Number));
        }

        if (nextStart < time)
            nextStart = time + (long)(meanGap * chance.Unit());
    }

    FraudEpisode Begin()
    {
        var plan = FraudMix.Draw(chance);
        var episode = scenario.Start(plan, ++started, nextStart / Millisecond);
        episode.Start = nextStart;
        episode.Span = (long)(chance.Between(plan.Shortest, plan.Longest) * Second);
        episode.Count = plan.Fewest + chance.Below(plan.Most - plan.Fewest + 1);
        nextStart += (long)(meanGap * chance.Between(0.5, 1.5));
        return episode;
    }

    /// <summary>
    /// The steps divide the span evenly, each anywhere in its part: in order, and never beyond the span.
    /// </summary>
    long TimeOfStep(in FraudEpisode episode) =>
        episode.Start + (long)(episode.Span * ((episode.Step + chance.Unit()) / episode.Count));
}
