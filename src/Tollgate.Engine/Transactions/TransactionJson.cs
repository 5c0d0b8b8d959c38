using System.Text.Json;

namespace Tollgate.Engine.Transactions;

/// <summary>Writes a transaction as the JSON of the contract, unknown fields included.</summary>
public static class TransactionJson
{
    public static void Write(Utf8JsonWriter json, Transaction transaction)
    {
        json.WriteStartObject();
        json.WriteString("transaction_id"u8, transaction.TransactionId);
        Span<byte> time = stackalloc byte[Rfc3339.Length];
        Rfc3339.Write(transaction.EventTime, time);
        json.WriteString("event_time"u8, time);
        json.WriteString("user_id"u8, transaction.UserId);
        json.WriteNumber("amount_minor"u8, transaction.AmountMinor);
        json.WriteString("currency"u8, transaction.Currency);
        json.WriteNumber("amount_base"u8, transaction.AmountBase);
        json.WriteString("merchant_id"u8, transaction.MerchantId);
        if (transaction.MerchantCategory >= 0)
            json.WriteString("merchant_category"u8, transaction.MerchantCategory.ToString("D4"));
        Optional(json, "country"u8, transaction.Country);
        Optional(json, "card_country"u8, transaction.CardCountry);
        Optional(json, "ip_country"u8, transaction.IpCountry);
        if (transaction.Channel != Channel.None)
            json.WriteString("channel"u8, transaction.Channel.Name());
        Optional(json, "card_id"u8, transaction.CardId);
        Optional(json, "device_id"u8, transaction.DeviceId);
        Optional(json, "ip"u8, transaction.Text(Field.Ip));
        Optional(json, "email_id"u8, transaction.Text(Field.EmailId));
        if (transaction.AttributeCount > 0)
            WriteAttributes(json, transaction.Attributes);
        WriteUnknown(json, transaction.UnknownFields);
        json.WriteEndObject();
    }

    static void WriteAttributes(Utf8JsonWriter json, AttributeReader attributes)
    {
        json.WriteStartObject("attributes"u8);
        while (attributes.Next())
        {
            json.WritePropertyName(attributes.Key);
            switch (attributes.Kind)
            {
                case AttributeKind.Text:
                    json.WriteStringValue(attributes.Text);
                    break;
                case AttributeKind.Whole:
                    json.WriteNumberValue(attributes.Whole);
                    break;
                case AttributeKind.Real:
                    json.WriteNumberValue(attributes.Real);
                    break;
                default:
                    json.WriteBooleanValue(attributes.Kind == AttributeKind.True);
                    break;
            }
        }
        json.WriteEndObject();
    }

    static void WriteUnknown(Utf8JsonWriter json, ReadOnlySpan<byte> fields)
    {
        if (fields.IsEmpty)
            return;
        var whole = new byte[fields.Length + 2];
        (whole[0], whole[^1]) = ((byte)'{', (byte)'}');
        fields.CopyTo(whole.AsSpan(1));
        using var document = JsonDocument.Parse(whole);
        foreach (var property in document.RootElement.EnumerateObject())
            property.WriteTo(json);
    }

    static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
            json.WriteString(name, value);
    }
}
