namespace Tollgate.Engine.Simulation;

/// <summary>How often each kind of fraud happens, how many payments an episode has and how long it lasts.</summary>
static class FraudMix
{
    static readonly Plan[] Plans =
    [
        new(FraudKind.CardTesting, 8, 8, 40, 20, 58),
        new(FraudKind.VelocityBurst, 17, 6, 15, 120, 480),
        new(FraudKind.AccountTakeover, 20, 4, 9, 900, 3_300),
        new(FraudKind.BadMerchant, 3, 10, 40, 7_200, 21_600),
        new(FraudKind.BigTicket, 52, 1, 1, 1, 1),
    ];

    /// <summary>Payments of an episode, on average over the kinds.</summary>
    public static readonly double MeanPayments = Plans.Sum(p => p.Percent * (p.Fewest + p.Most) / 200.0);

    public static Plan Draw(SeededRandom chance)
    {
        var at = chance.Below(100);
        var i = 0;
        while (at >= Plans[i].Percent)
            at -= Plans[i++].Percent;
        return Plans[i];
    }

    /// <summary>A kind of episode: its share of the episodes, its number of payments, its length in seconds.</summary>
    public readonly record struct Plan(
        FraudKind Kind, int Percent, int Fewest, int Most, int Shortest, int Longest);
}
