using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Engine.Simulation;

/// <summary>What traffic to make. Equal settings give equal bytes on every machine.</summary>
public sealed record SimulationSettings
{
    const double PaymentsPerUserAndDay = 2.2;

    /// <summary>Decides the world (users, cards, shops) and, with <see cref="Start"/>, what happens in it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Mean payments made per second over a week, fraud included, repeats not, 0.001 to 1,000,000.</summary>
    public double Rate { get; init; } = 0.5;

    /// <summary>Time from which payments are made; from 1970 until 2200.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How many people pay, 100 or more; absent: as many as make about 2.2 payments a day each.</summary>
    public int? Users { get; init; }

    /// <summary>
    /// Mean share of payments that are fraud, 0 to 0.5; has no effect beside <see cref="EpisodesPerHour"/>.
    /// </summary>
    public double FraudShare { get; init; } = 0.0065;

    /// <summary>
    /// Fraud episodes that start per hour of event time, about <see cref="FraudMix.MeanPayments"/> payments each;
    /// absent: as many as make <see cref="FraudShare"/>. Two starts lie half to one and a half mean gaps apart.
    /// </summary>
    public double? EpisodesPerHour { get; init; }

    /// <summary>
    /// Whether the rate follows the hours of the day (UTC) and the days of the week; false: always the same.
    /// </summary>
    public bool DailyPattern { get; init; } = true;

    /// <summary>
    /// Begins every transaction id, up to 40 of <c>A–Z a–z 0–9 - _ .</c>; runs into one gate need different ones.
    /// Absent: made of <see cref="Seed"/> and <see cref="Start"/>.
    /// </summary>
    public string? IdPrefix { get; init; }

    /// <summary>What happens to payments on their way.</summary>
    public NetworkConditions Network { get; init; } = new();

    internal int UserCount => Users ?? (int)Math.Clamp(Rate * 86_400 / PaymentsPerUserAndDay, 100, int.MaxValue);

    internal double EpisodeRate => EpisodesPerHour ?? FraudShare * Rate * 3_600 / FraudMix.MeanPayments;

    internal double GenuineRate => Rate - EpisodeRate * FraudMix.MeanPayments / 3_600;

    internal string Prefix => IdPrefix ?? $"s{Seed:x}-{Start.ToUnixTimeMilliseconds():x}";

    /// <exception cref="ArgumentException">A value is out of its range; the message says which one.</exception>
    internal void Validate()
    {
        Require(Rate is >= 0.001 and <= 1_000_000, "Rate must lie between 0.001 and 1,000,000 payments a second.");
        Require(Start.UtcDateTime.Year is >= 1970 and < 2200, "Start must lie between 1970 and 2200.");
        Require(Users is null or >= 100, "Users must be 100 or more.");
        Require(FraudShare is >= 0 and <= 0.5, "FraudShare must lie between 0 and 0.5.");
        Require(EpisodesPerHour is null or >= 0, "EpisodesPerHour must not be negative.");
        Require(GenuineRate >= Rate / 2 - 1e-9, "EpisodesPerHour would make more than half of the payments fraud; " +
            $"at this rate it can be {Rate / 2 * 3_600 / FraudMix.MeanPayments:0.#} at most.");
        Require(IdPrefix is null || (IdPrefix.Length <= 40 && IdPrefix.All(IsIdCharacter)),
            "IdPrefix must be at most 40 of A-Z a-z 0-9 - _ and the full stop.");
        Network.Validate();
    }

    static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
