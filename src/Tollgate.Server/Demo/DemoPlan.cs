using Tollgate.Engine.Simulation;

namespace Tollgate.Server.Demo;

/// <summary>What a demo's history and traffic look like.</summary>
sealed record DemoPlan
{
    /// <summary>How much history there is.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Its last part, which the model decides and whose risky payments become cases.</summary>
    public TimeSpan Watched { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Its first part, which the model is not trained on: the windows are still filling.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Payments a second of the history.</summary>
    public double HistoryRate { get; init; } = 0.5;

    /// <summary>Payments a second of the live traffic.</summary>
    public double LiveRate { get; init; } = 1;

    public ulong Seed { get; init; } = 2026;

    public int Users { get; init; } = 20_000;

    public SimulationSettings HistoryFrom(DateTimeOffset start) => new()
    {
        Seed = Seed,
        Users = Users,
        Rate = HistoryRate,
        Start = start,
    };

    /// <summary>The same people and shops, with more fraud, so that there is something to see within minutes.</summary>
    public SimulationSettings LiveFrom(DateTimeOffset start) => new()
    {
        Seed = Seed,
        Users = Users,
        Rate = LiveRate,
        Start = start,
        EpisodesPerHour = 110,
        DailyPattern = false,
    };
}
