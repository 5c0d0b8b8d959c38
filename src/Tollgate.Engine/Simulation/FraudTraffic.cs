namespace Tollgate.Engine.Simulation;

/// <summary>
/// Starts episodes of fraud and makes their payments, in order of time. Times are nanoseconds since 1970.
/// </summary>
sealed class FraudTraffic
{
    const long Second = 1_000_000_000;
    const long Millisecond = 1_000_000;

    readonly EpisodeSteps _steps;
    readonly Chance _chance;
    readonly double _meanGap;

    // Episodes by the time of their next payment; the number orders equal times.
    readonly PriorityQueue<Episode, (long Time, long Number)> _underWay = new();
    long _nextStart;
    long _started;

    public FraudTraffic(EpisodeSteps steps, double perHour, long start, Chance chance)
    {
        _steps = steps;
        _chance = chance;
        _meanGap = perHour > 0 ? 3_600 * Second / perHour : 0;
        _nextStart = perHour > 0 ? start + (long)(_meanGap * chance.Unit()) : long.MaxValue;
    }

    /// <summary>When the next payment happens; the largest number when there will be none.</summary>
    public long NextAt => _underWay.TryPeek(out _, out var next) ? Math.Min(_nextStart, next.Time) : _nextStart;

    public Draft Next()
    {
        var time = NextAt;
        var episode = time == _nextStart ? Begin() : _underWay.Dequeue();
        var draft = _steps.Take(ref episode, time / Millisecond);
        if (++episode.Step < episode.Count)
            _underWay.Enqueue(episode, (TimeOfStep(episode), episode.Number));
        return draft;
    }

    /// <summary>Forgets the payments before a time, and starts no episode before it.</summary>
    public void SkipTo(long time)
    {
        while (_underWay.TryPeek(out _, out var next) && next.Time < time)
        {
            var episode = _underWay.Dequeue();
            do
                episode.Step++;
            while (episode.Step < episode.Count && TimeOfStep(episode) < time);
            if (episode.Step < episode.Count)
                _underWay.Enqueue(episode, (Math.Max(time, TimeOfStep(episode)), episode.Number));
        }

        if (_nextStart < time)
            _nextStart = time + (long)(_meanGap * _chance.Unit());
    }

    Episode Begin()
    {
        var plan = EpisodeMix.Draw(_chance);
        var episode = _steps.Plot(plan, ++_started, _nextStart / Millisecond);
        episode.Start = _nextStart;
        episode.Span = (long)(_chance.Between(plan.Shortest, plan.Longest) * Second);
        episode.Count = plan.Fewest + _chance.Below(plan.Most - plan.Fewest + 1);
        _nextStart += (long)(_meanGap * _chance.Between(0.5, 1.5));
        return episode;
    }

    /// <summary>
    /// The steps divide the span evenly, each anywhere in its part: in order, and never beyond the span.
    /// </summary>
    long TimeOfStep(in Episode episode) =>
        episode.Start + (long)(episode.Span * ((episode.Step + _chance.Unit()) / episode.Count));
}
