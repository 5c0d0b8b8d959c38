using System.Text;
using System.Text.Json;

namespace Tollgate.Engine.Transactions;

/// <summary>Reads the <c>attributes</c> object: text, numbers, booleans, at most 32; null means absent.</summary>
readonly struct AttributesParser(TransactionBuilder builder)
{
    public void Read(ref Utf8JsonReader reader)
    {
        Span<byte> keySpace = stackalloc byte[4 * TransactionBuilder.MaxIdLength];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var keyLength = reader.ValueSpan.Length;
            var fits = keyLength <= keySpace.Length;
            var key = keySpace[..(fits ? reader.CopyString(keySpace) : 0)];
            reader.Read();
            if (!fits || Encoding.UTF8.GetCharCount(key) > TransactionBuilder.MaxIdLength)
                Refuse(ref reader, "has a name longer than 64 characters");
            else if (key.IsEmpty)
                Refuse(ref reader, "has a name that is empty");
            else if (reader.TokenType != JsonTokenType.Null)
                ReadValue(ref reader, key);
        }
    }

    void ReadValue(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> key)
    {
        if (builder.HasAllAttributes)
        {
            Refuse(ref reader, $"has more than {TransactionBuilder.MaxAttributes} entries");
            return;
        }
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var room = builder.Scratch(reader.ValueSpan.Length);
                builder.AddAttribute(key, AttributeKind.Text, room[..reader.CopyString(room)], 0);
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var integer):
                builder.AddAttribute(key, AttributeKind.Whole, [], integer);
                break;
            case JsonTokenType.Number when reader.TryGetDouble(out var real) && double.IsFinite(real):
                builder.AddAttribute(key, AttributeKind.Real, [], BitConverter.DoubleToInt64Bits(real));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                var kind = reader.TokenType == JsonTokenType.True ? AttributeKind.True : AttributeKind.False;
                builder.AddAttribute(key, kind, [], 0);
                break;
            case JsonTokenType.Number:
                builder.Errors.Add(Name(key), "is too large a number");
                break;
            default:
                builder.Errors.Add(Name(key), "must be text, a number or a bool");
                reader.Skip();
                break;
        }
    }

    void Refuse(ref Utf8JsonReader reader, string message)
    {
        if (!builder.Errors.Has(Field.Attributes))
            builder.Errors.Add(Field.Attributes, message);
        reader.Skip();
    }

    static string Name(ReadOnlySpan<byte> key) => $"attributes.{Encoding.UTF8.GetString(key)}";
}
