namespace Tollgate.Engine.Simulation;

/// <summary>An episode of fraud under way. Times are nanoseconds since 1970.</summary>
struct Episode
{
    public long Number;
    public FraudKind Kind;
    public long Start;
    public long Span;
    public int Count;

    /// <summary>How many of the payments are made.</summary>
    public int Step;

    /// <summary>Whose account or card it is.</summary>
    public int User;

    /// <summary>The one shop of a card test, or the bad one.</summary>
    public int Merchant;

    /// <summary>
    /// The fraudster's device, or -1 where the victim's own is used (taken over, or cards stolen in a shop).
    /// </summary>
    public long Device;
    public uint Address;
    public int AddressCountry;

    /// <summary>Euro cents of the latest payment.</summary>
    public double Cents;
}
