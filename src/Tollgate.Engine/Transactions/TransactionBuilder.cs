using System.Buffers.Binary;
using System.Text;

namespace Tollgate.Engine.Transactions;

/// <summary>
/// Collects the fields of one transaction, in any order, and builds its bytes when every rule of the contract holds.
/// Made to be reused: it allocates only while its buffers grow, and for what is wrong.
/// </summary>
public sealed class TransactionBuilder
{
    public const int MaxIdLength = 64;
    public const long MaxAmount = 100_000_000_000_000;
    public const int MaxAttributes = 32;

    readonly (int Start, int Length)[] texts = new (int, int)[FieldNames.TextFields];
    readonly byte[] fixedPart = new byte[Transaction.TextAt];
    byte[] scratch = new byte[1024];
    byte[] output = new byte[1024];
    int scratched;
    int seen;
    readonly AttributeList attributes = new();

    public FieldErrors Errors { get; } = new();

    /// <summary>The transaction <see cref="TryBuild"/> built; valid until the next <see cref="Reset"/>.</summary>
    public ReadOnlyMemory<byte> Built { get; private set; }

    public void Reset()
    {
        Array.Clear(texts);
        Array.Clear(fixedPart);
        scratched = 0;
        seen = 0;
        attributes.Clear();
        Errors.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(fixedPart.AsSpan(Transaction.CategoryAt), Transaction.NoCategory);
    }

    /// <summary>Notes that a field is there; false when it was there already.</summary>
    public bool Note(Field field)
    {
        var bit = 1 << (int)field;
        var first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    /// <summary>Room for an unescaped text; commit it with one of the setters before asking again.</summary>
    public Span<byte> Scratch(int length)
    {
        if (scratched + length > scratch.Length)
            Array.Resize(ref scratch, Math.Max(scratch.Length * 2, scratched + length));
        return scratch.AsSpan(scratched);
    }

    /// <summary>Sets a field from text, by the rule of that field. The text may lie in <see cref="Scratch"/>.</summary>
    public void SetText(Field field, ReadOnlySpan<byte> text)
    {
        switch (field)
        {
            case Field.EventTime:
                if (Rfc3339.TryParse(text, out var at))
                    SetEventTime(at);
                else
                    Errors.Add(field, "is not an RFC 3339 time with an offset, such as 2026-11-23T12:00:00.000Z");
                break;
            case Field.Currency:
                if (IsoCodes.MinorUnits(text) >= 0)
                    text.CopyTo(fixedPart.AsSpan(Transaction.CurrencyAt));
                else
                    Errors.Add(field, "is not an ISO 4217 code in capital letters, such as EUR");
                break;
            case Field.MerchantCategory:
                SetCategory(text);
                break;
            case Field.Country or Field.CardCountry or Field.IpCountry:
                if (IsoCodes.IsCountry(text))
                    text.CopyTo(fixedPart.AsSpan(Transaction.CountryAt + (2 * (field - Field.Country))));
                else
                    Errors.Add(field, "is not an ISO 3166-1 code of two capital letters, such as DE");
                break;
            case Field.Channel:
                if (ChannelNames.TryParse(text, out var channel))
                    fixedPart[Transaction.ChannelAt] = (byte)channel;
                else
                    Errors.Add(field, "must be one of ecom, pos, atm, transfer");
                break;
            case Field.AmountMinor:
                Errors.Add(field, "must be an integer, not text");
                break;
            case Field.Attributes:
                Errors.Add(field, "must be an object");
                break;
            default:
                SetId(field, text);
                break;
        }
    }

    /// <param name="unixMs">Event time, Unix ms.</param>
    public void SetEventTime(long unixMs) => BinaryPrimitives.WriteInt64LittleEndian(fixedPart, unixMs);

    public void SetAmount(long minor)
    {
        if (minor is < 0 or > MaxAmount)
            Errors.Add(Field.AmountMinor, "must be from 0 to 10^14 minor units");
        else
            BinaryPrimitives.WriteInt64LittleEndian(fixedPart.AsSpan(8), minor);
    }

    internal bool HasAllAttributes => attributes.Full;

    /// <param name="text">For <see cref="AttributeKind.Text"/>.</param>
    /// <param name="number">The number, or the bits of a real one.</param>
    public void AddAttribute(ReadOnlySpan<byte> name, AttributeKind kind, ReadOnlySpan<byte> text, long number)
    {
        if (attributes.Full)
            Errors.Add(Field.Attributes, $"has more than {MaxAttributes} entries");
        else if (CardNumber.IsIssued(name))
            Errors.Add(Field.Attributes, $"has a name that {CardNumber.Refusal}");
        else if (IsCardNumber(kind, text, number))
            Errors.Add($"attributes.{Encoding.UTF8.GetString(name)}", CardNumber.Refusal);
        else if (!attributes.Add(name, kind, text, number))
            Errors.Add($"attributes.{Encoding.UTF8.GetString(name)}", "is there twice");
    }

    static bool IsCardNumber(AttributeKind kind, ReadOnlySpan<byte> text, long number) => kind switch
    {
        AttributeKind.Text => CardNumber.IsIssued(text),
        AttributeKind.Whole => CardNumber.IsIssued(number),
        // Such as 4111111111111111.0.
        AttributeKind.Real => CardNumber.IsIssued((long)BitConverter.Int64BitsToDouble(number)),
        _ => false,
    };

    /// <summary>Builds the bytes, or leaves in <see cref="Errors"/> what is missing or against a rule.</summary>
    /// <param name="rates">Rates in force: a currency without one is refused.</param>
    /// <param name="now">The gate's clock, Unix ms.</param>
    /// <param name="unknownFields">Kept as they are: <c>"name":value,…</c></param>
    public bool TryBuild(CurrencyRates rates, long now, ReadOnlySpan<byte> unknownFields = default)
    {
        CheckWhole(rates, now);
        if (Errors.Any)
            return false;

        var length = Transaction.TextAt + attributes.EncodedLength + unknownFields.Length;
        foreach (var text in texts)
            length += text.Length;
        if (output.Length < length)
            output = new byte[Math.Max(length, output.Length * 2)];

        fixedPart.CopyTo(output, 0);
        output[Transaction.AttributeCountAt] = (byte)attributes.Count;
        var end = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            scratch.AsSpan(texts[i].Start, texts[i].Length).CopyTo(output.AsSpan(Transaction.TextAt + end));
            end += texts[i].Length;
            BinaryPrimitives.WriteUInt16LittleEndian(output.AsSpan(Transaction.TextEndsAt + (2 * i)), (ushort)end);
        }
        var at = Transaction.TextAt + end;
        at += attributes.Encode(output.AsSpan(at));
        BinaryPrimitives.WriteUInt32LittleEndian(output.AsSpan(Transaction.AttributesEndAt), (uint)at);
        unknownFields.CopyTo(output.AsSpan(at));
        Built = output.AsMemory(0, length);
        return true;
    }

    void CheckWhole(CurrencyRates rates, long now)
    {
        Require(Field.TransactionId, texts[(int)Field.TransactionId].Length > 0);
        Require(Field.EventTime, true);
        Require(Field.UserId, texts[(int)Field.UserId].Length > 0);
        Require(Field.AmountMinor, true);
        Require(Field.Currency, true);
        Require(Field.MerchantId, texts[(int)Field.MerchantId].Length > 0);
        if (Errors.Any)
            return;
        if (BinaryPrimitives.ReadInt64LittleEndian(fixedPart) > now + EventTimes.FutureTolerance)
            Errors.Add(Field.EventTime, "lies more than 5 minutes ahead of the gate's clock");
        var currency = fixedPart.AsSpan(Transaction.CurrencyAt, 3);
        if (!rates.Has(currency))
        {
            Errors.Add(
                Field.Currency,
                $"has no rate to {rates.BaseCurrency}: " +
                $"set Tollgate:Rates:Table:{Encoding.ASCII.GetString(currency)}");
        }
    }

    void Require(Field field, bool filled)
    {
        if ((seen & (1 << (int)field)) == 0)
            Errors.Add(field, "is required");
        else if (!filled && !Errors.Has(field))
            Errors.Add(field, "must not be empty");
    }

    void SetCategory(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var b in text)
            value = b is >= (byte)'0' and <= (byte)'9' ? (value * 10) + b - '0' : 100_000;
        if (text.Length != 4 || value > 9999)
            Errors.Add(Field.MerchantCategory, "is not an ISO 18245 code of four digits, such as 5411");
        else
            BinaryPrimitives.WriteUInt16LittleEndian(fixedPart.AsSpan(Transaction.CategoryAt), (ushort)value);
    }

    void SetId(Field field, ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxIdLength && Encoding.UTF8.GetCharCount(text) > MaxIdLength)
            Errors.Add(field, $"is longer than {MaxIdLength} characters");
        else if (text.ContainsAnyInRange((byte)0, (byte)31) || text.Contains((byte)127))
            Errors.Add(field, "contains a control character");
        else if (field == Field.CardId ? CardNumber.Looks(text) : CardNumber.IsIssued(text))
            Errors.Add(field, CardNumber.Refusal);
        else
            Keep(field, text);
    }

    void Keep(Field field, ReadOnlySpan<byte> text)
    {
        var room = Scratch(text.Length);
        text.CopyTo(room); // a no-op move when the text was unescaped into the scratch itself
        texts[(int)field] = (scratched, text.Length);
        scratched += text.Length;
    }
}
