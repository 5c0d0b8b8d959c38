namespace Tollgate.Engine.Simulation;

/// <summary>An episode of fraud under way. Times are nanoseconds since 1970.</summary>
struct FraudEpisode
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

    /// <summary>The fraudster's, or the victim's where that is what pays. At a bad shop all use their own.</summary>
    public long Device;
    public uint Address;
    public int AddressCountry;

    /// <summary>Euro cents of the latest payment.</summary>
    public double Cents;
}
