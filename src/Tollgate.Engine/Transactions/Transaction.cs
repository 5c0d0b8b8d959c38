using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Tollgate.Engine.Transactions;

/// <summary>
/// A validated transaction: a view over its bytes in the log; reading it costs neither a copy nor an allocation. The
/// formats 0 and 1 are the same:
/// <code>
///  0 event_time   i64 Unix ms     28 merchant_category u16, 0xFFFF = absent
///  8 amount_minor i64             30 country, card_country, ip_country: two letters each, 0 = absent
/// 16 amount_base  i64             36 number of attributes u8, 37 unused
/// 24 currency, three letters      38 end of each text field u16 x 7, counted from 56; equal to the one before = absent
/// 27 channel u8                   52 end of the attributes u32, counted from 0
/// 56 text fields, attributes (sorted by key), then the unknown fields as they came: "name":value,...
/// </code>
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly ref struct Transaction(ReadOnlySpan<byte> bytes)
{
    internal const byte Format = 1;
    internal const int AmountBaseAt = 16, CurrencyAt = 24, ChannelAt = 27, CategoryAt = 28, CountryAt = 30;
    internal const int AttributeCountAt = 36, TextEndsAt = 38, AttributesEndAt = 52, TextAt = 56;
    internal const ushort NoCategory = ushort.MaxValue;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>When the payment happened, Unix ms.</summary>
    public long EventTime => BinaryPrimitives.ReadInt64LittleEndian(Bytes);

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long AmountMinor => BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]);

    /// <summary>Minor units of the base currency, by the rates of the generation that admitted it.</summary>
    public long AmountBase => BinaryPrimitives.ReadInt64LittleEndian(Bytes[AmountBaseAt..]);

    public ReadOnlySpan<byte> Currency => Bytes.Slice(CurrencyAt, 3);
    public Channel Channel => (Channel)Bytes[ChannelAt];

    /// <summary>ISO 18245 code, or -1.</summary>
    public int MerchantCategory =>
        BinaryPrimitives.ReadUInt16LittleEndian(Bytes[CategoryAt..]) is var c and not NoCategory ? c : -1;

    public ReadOnlySpan<byte> Country => Code(0);
    public ReadOnlySpan<byte> CardCountry => Code(1);
    public ReadOnlySpan<byte> IpCountry => Code(2);

    public ReadOnlySpan<byte> TransactionId => Text(Field.TransactionId);
    public ReadOnlySpan<byte> UserId => Text(Field.UserId);
    public ReadOnlySpan<byte> MerchantId => Text(Field.MerchantId);
    public ReadOnlySpan<byte> CardId => Text(Field.CardId);
    public ReadOnlySpan<byte> DeviceId => Text(Field.DeviceId);

    public int AttributeCount => Bytes[AttributeCountAt];

    /// <summary>Unknown fields as they came, <c>"name":value,"name":value</c>; empty when there were none.</summary>
    public ReadOnlySpan<byte> UnknownFields => Bytes[AttributesEnd..];

    internal AttributeReader Attributes => new(Bytes[(TextAt + TextEnd(FieldNames.TextFields - 1))..AttributesEnd]);

    /// <summary>A text field; empty when absent.</summary>
    public ReadOnlySpan<byte> Text(Field field)
    {
        var start = field == 0 ? 0 : TextEnd((int)field - 1);
        return Bytes[(TextAt + start)..(TextAt + TextEnd((int)field))];
    }

    public string? TextOrNull(Field field) =>
        Text(field) is { Length: > 0 } text ? Encoding.UTF8.GetString(text) : null;

    public override string ToString() =>
        $"{Encoding.UTF8.GetString(TransactionId)} of {Encoding.UTF8.GetString(UserId)}: {AmountMinor} "
        + $"{Encoding.ASCII.GetString(Currency)} at {Encoding.UTF8.GetString(MerchantId)}, {Rfc3339.Text(EventTime)}";

    /// <summary>Whether every known field is equal; what the gate added and unknown fields do not count.</summary>
    public bool SaysTheSame(Transaction other) =>
        Bytes[..AmountBaseAt].SequenceEqual(other.Bytes[..AmountBaseAt])
        && Bytes[CurrencyAt..AttributesEnd].SequenceEqual(other.Bytes[CurrencyAt..other.AttributesEnd]);

    int AttributesEnd => (int)BinaryPrimitives.ReadUInt32LittleEndian(Bytes[AttributesEndAt..]);

    int TextEnd(int field) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(TextEndsAt + (2 * field))..]);

    ReadOnlySpan<byte> Code(int which) =>
        Bytes[CountryAt + (2 * which)] == 0 ? [] : Bytes.Slice(CountryAt + (2 * which), 2);
}
