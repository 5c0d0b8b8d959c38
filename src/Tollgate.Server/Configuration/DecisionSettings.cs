namespace Tollgate.Server.Configuration;

/// <summary>How a risk becomes a decision. <c>Tollgate:Decisions</c>.</summary>
sealed record DecisionSettings
{
    /// <summary>Risk from which a payment is reviewed, 0–1: 0.995 is one payment in 200.</summary>
    public required double Review { get; init; }

    /// <summary>Risk from which a payment is blocked; above <see cref="Review"/>.</summary>
    public required double Block { get; init; }

    public required ModelFailedPolicy ModelFailedPolicy { get; init; }

    /// <summary>Transactions to see before the first model is trained.</summary>
    public required int ColdStart { get; init; }

    /// <summary>Event time within which a repeated transaction id gets the stored decision.</summary>
    public required TimeSpan IdempotencyWindow { get; init; }

    public static DecisionSettings Read(SettingsReader reader)
    {
        var decisions = new DecisionSettings
        {
            Review = reader.Fraction("Decisions:Review", 0.995),
            Block = reader.Fraction("Decisions:Block", 0.9995),
            ModelFailedPolicy = reader.Choice("Decisions:ModelFailedPolicy", ModelFailedPolicy.Review),
            ColdStart = (int)reader.Whole("Decisions:ColdStart", 10_000, 100, 100_000_000),
            IdempotencyWindow = reader.Duration(
                "Decisions:IdempotencyWindow", TimeSpan.FromHours(24), TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)),
        };
        if (decisions.Block <= decisions.Review)
            throw new OperatorException("Tollgate:Decisions:Block", "must be greater than Tollgate:Decisions:Review.");
        return decisions;
    }
}
