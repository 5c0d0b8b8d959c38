namespace Tollgate.Engine.Transactions;

/// <summary>How a payment was made.</summary>
public enum Channel : byte
{
    None = 0,
    Ecom = 1,
    Pos = 2,
    Atm = 3,
    Transfer = 4,
}

public static class ChannelNames
{
    static readonly string?[] Names = [null, "ecom", "pos", "atm", "transfer"];

    public static string? Name(this Channel channel) => Names[(int)channel];

    internal static bool TryParse(ReadOnlySpan<byte> text, out Channel channel)
    {
        channel = text switch
        {
            _ when text.SequenceEqual("ecom"u8) => Channel.Ecom,
            _ when text.SequenceEqual("pos"u8) => Channel.Pos,
            _ when text.SequenceEqual("atm"u8) => Channel.Atm,
            _ when text.SequenceEqual("transfer"u8) => Channel.Transfer,
            _ => Channel.None,
        };
        return channel != Channel.None;
    }
}
