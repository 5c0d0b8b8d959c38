
namespace Tollgate.Engine.Transactions;

/// <summary>The fields of a transaction, in the order of the contract.</summary>
public enum Field
{
    TransactionId,
    UserId,
    MerchantId,
    CardId,
    DeviceId,
    Ip,
    EmailId,
    EventTime,
    AmountMinor,
    Currency,
    MerchantCategory,
    Country,
    CardCountry,
    IpCountry,
    Channel,
    Attributes,
    Count,
}

public static class FieldNames
{
    /// <summary>The fields before this one are stored as text; it and those after it are packed.</summary>
    internal const int TextFields = (int)Field.EventTime;

    static readonly string[] Names =
    [
        "transaction_id", "user_id", "merchant_id", "card_id", "device_id", "ip", "email_id", "event_time",
        "amount_minor", "currency", "merchant_category", "country", "card_country", "ip_country",
        "channel", "attributes",
    ];

    public static string Name(this Field field) => Names[(int)field];

    public static bool TryParse(string name, out Field field)
    {
        field = (Field)Array.IndexOf(Names, name);
        return field >= 0;
    }

    internal static bool TryParse(ReadOnlySpan<byte> name, out Field field)
    {
        // A switch on the length leaves one or two comparisons a name: this runs for every field of every payment.
        field = name.Length switch
        {
            2 => Is(name, "ip"u8, Field.Ip),
            7 => name[1] == 'o' ? Is(name, "country"u8, Field.Country)
                : name[0] == 'c' && name[1] == 'h' ? Is(name, "channel"u8, Field.Channel)
                : name[0] == 'u' ? Is(name, "user_id"u8, Field.UserId)
                : Is(name, "card_id"u8, Field.CardId),
            8 => name[0] == 'c' ? Is(name, "currency"u8, Field.Currency) : Is(name, "email_id"u8, Field.EmailId),
            9 => Is(name, "device_id"u8, Field.DeviceId),
            10 => name[0] == 'e' ? Is(name, "event_time"u8, Field.EventTime)
                : name[0] == 'i' ? Is(name, "ip_country"u8, Field.IpCountry)
                : Is(name, "attributes"u8, Field.Attributes),
            11 => Is(name, "merchant_id"u8, Field.MerchantId),
            12 => name[0] == 'a' ? Is(name, "amount_minor"u8, Field.AmountMinor)
                : Is(name, "card_country"u8, Field.CardCountry),
            14 => Is(name, "transaction_id"u8, Field.TransactionId),
            17 => Is(name, "merchant_category"u8, Field.MerchantCategory),
            _ => Field.Count,
        };
        return field != Field.Count;
    }

    static Field Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, Field field) =>
        name.SequenceEqual(expected) ? field : Field.Count;
}
