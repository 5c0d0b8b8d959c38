namespace Tollgate.Server.Overview;

/// <summary>Decisions a second over the last 10 s, from samples of the running total. One writer, any reader.</summary>
sealed class DecisionRate
{
    static readonly TimeSpan Over = TimeSpan.FromSeconds(10);

    readonly Queue<(long Timestamp, long Total)> samples = [];
    double current;

    public double Current => Volatile.Read(ref current);

    public void Sample(long total, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        samples.Enqueue((now, total));
        while (samples.Count > 2 && clock.GetElapsedTime(samples.Peek().Timestamp, now) > Over)
            samples.Dequeue();
        var (since, before) = samples.Peek();
        var seconds = clock.GetElapsedTime(since, now).TotalSeconds;
        Volatile.Write(ref current, seconds > 0 ? Math.Round((total - before) / seconds, 1) : 0);
    }
}
