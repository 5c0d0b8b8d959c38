namespace Tollgate.Engine.Simulation;

/// <summary>What kind of fraud a simulated payment belongs to.</summary>
public enum FraudKind : byte
{
    /// <summary>A genuine payment.</summary>
    None,

    /// <summary>
    /// One account and device try 8 to 40 stolen cards within a minute, 0.50 to 3.00 EUR each, at one shop.
    /// </summary>
    CardTesting,

    /// <summary>One card pays 6 to 15 times within minutes, in several shops.</summary>
    VelocityBurst,

    /// <summary>A known account on a new device in another country, with rising amounts, within an hour.</summary>
    AccountTakeover,

    /// <summary>
    /// A little known web shop is bad for hours: 10 to 40 payments of as many users, each ordinary to look at.
    /// </summary>
    BadMerchant,

    /// <summary>One payment of 15 to 40 times what the user usually pays, at a shop abroad.</summary>
    BigTicket,
}
