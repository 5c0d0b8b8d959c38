using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Tollgate.Engine.Transactions;

/// <summary>Reads the JSON of a transaction. One instance a thread; it allocates only for what is wrong.</summary>
public sealed class TransactionParser
{
    public const int MaxBytes = 64 * 1024;

    readonly TransactionBuilder builder = new();
    byte[] unknown = new byte[256];
    int unknownLength;

    /// <summary>What is wrong with the last text: fields and their sentences.</summary>
    public FieldErrors Errors => builder.Errors;

    /// <summary>What is wrong with the last text when it was not JSON of the right shape at all, else null.</summary>
    public string? Malformed { get; private set; }

    /// <summary>The transaction that was read; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Bytes => builder.Built;

    public bool TryParse(ReadOnlySpan<byte> json, CurrencyRates rates, long now)
    {
        builder.Reset();
        unknownLength = 0;
        Malformed = null;
        var reader = new Utf8JsonReader(json);
        try
        {
            // The reader does not look into strings, so what is not UTF-8 would slip through in them.
            if (!Utf8.IsValid(json))
                Malformed = $"is not UTF-8 at byte {FirstInvalid(json)}";
            else
                ReadObject(ref reader, json);
        }
        catch (JsonException e)
        {
            Malformed = $"is not JSON at byte {Offset(json, e)}";
        }
        catch (InvalidOperationException)
        {
            Malformed = $"has half of a surrogate pair at byte {reader.TokenStartIndex}";
        }
        return Malformed is null && builder.TryBuild(rates, now, unknown.AsSpan(0, unknownLength));
    }

    void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            Malformed = "is not a JSON object at byte 0";
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryField(ref reader, out var field))
            {
                KeepUnknown(ref reader, json);
                continue;
            }
            var nameAt = reader.TokenStartIndex;
            reader.Read();
            if (!builder.Note(field))
            {
                Errors.Add(field, $"is there twice, again at byte {nameAt}");
                reader.Skip();
            }
            else
            {
                ReadField(ref reader, field);
            }
        }
        // Anything but white space after the object makes the reader throw.
        reader.Read();
    }

    void ReadField(ref Utf8JsonReader reader, Field field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                if (IsRequired(field))
                    Errors.Add(field, "must not be null");
                break;
            case JsonTokenType.String:
                ReadText(ref reader, field);
                break;
            case JsonTokenType.Number when field == Field.AmountMinor:
                if (reader.TryGetInt64(out var amount))
                    builder.SetAmount(amount);
                else
                    Errors.Add(field, "must be an integer from 0 to 10^14 minor units");
                break;
            case JsonTokenType.StartObject when field == Field.Attributes:
                new AttributesParser(builder).Read(ref reader);
                break;
            default:
                Errors.Add(field, field switch
                {
                    Field.AmountMinor => "must be an integer from 0 to 10^14 minor units",
                    Field.Attributes => "must be an object",
                    _ => "must be text",
                });
                reader.Skip();
                break;
        }
    }

    void ReadText(ref Utf8JsonReader reader, Field field)
    {
        if (!reader.ValueIsEscaped)
        {
            builder.SetText(field, reader.ValueSpan);
            return;
        }
        var room = builder.Scratch(reader.ValueSpan.Length);
        builder.SetText(field, room[..reader.CopyString(room)]);
    }

    static bool TryField(ref Utf8JsonReader reader, out Field field)
    {
        if (!reader.ValueIsEscaped)
            return FieldNames.TryParse(reader.ValueSpan, out field);
        field = Field.Count;
        return FieldNames.TryParse(reader.GetString()!, out field);
    }

    void KeepUnknown(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var name = reader.ValueSpan;
        var holdsCard = HoldsCardNumber(ref reader);
        reader.Read();
        holdsCard |= SkipChecked(ref reader);
        if (holdsCard)
            Errors.Add(Encoding.UTF8.GetString(name), CardNumber.Refusal);
        var text = json[start..(int)reader.BytesConsumed];
        if (unknownLength + text.Length + 1 > unknown.Length)
            Array.Resize(ref unknown, Math.Max(unknown.Length * 2, unknownLength + text.Length + 1));
        if (unknownLength > 0)
            unknown[unknownLength++] = (byte)',';
        text.CopyTo(unknown.AsSpan(unknownLength));
        unknownLength += text.Length;
    }

    bool SkipChecked(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        var holdsCard = HoldsCardNumber(ref reader);
        while (reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Read();
            holdsCard |= HoldsCardNumber(ref reader);
        }
        return holdsCard;
    }

    // Half a surrogate pair, kept in the log, could never be written as JSON again; reading it throws.
    bool HoldsCardNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return CardNumber.IsIssued(reader.ValueSpan);
        if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
            return false;
        if (!reader.ValueIsEscaped)
            return CardNumber.IsIssued(reader.ValueSpan);
        var room = builder.Scratch(reader.ValueSpan.Length);
        return CardNumber.IsIssued(room[..reader.CopyString(room)]);
    }

    static bool IsRequired(Field field) =>
        field is Field.TransactionId or Field.EventTime or Field.UserId
            or Field.AmountMinor or Field.Currency or Field.MerchantId;

    static long Offset(ReadOnlySpan<byte> json, JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
            start += json[start..].IndexOf((byte)'\n') + 1;
        return start + (e.BytePositionInLine ?? 0);
    }

    static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }
}
