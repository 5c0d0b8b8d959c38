using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// A payment before it is written: numbers in place of ids. A negative number stands for an absent field.
/// </summary>
struct PaymentDraft
{
    public long Time;
    public int User;
    public Merchant Merchant;
    public long AmountMinor;
    public long Card;
    public int CardCountry;
    public long Device;
    public uint Address;
    public int AddressCountry;
    public long AccountAge;

    /// <summary>Random bits for the attributes.</summary>
    public uint Details;

    public FraudKind Kind;
    public long Episode;

    public readonly bool IsOnline => Merchant.Channel is Channel.Ecom or Channel.Transfer;
}
