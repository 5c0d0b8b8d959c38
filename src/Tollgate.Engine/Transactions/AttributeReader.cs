using System.Buffers.Binary;

namespace Tollgate.Engine.Transactions;

/// <summary>What an attribute holds.</summary>
public enum AttributeKind : byte
{
    Text,
    Whole,
    Real,
    False,
    True,
}

/// <summary>
/// Walks the attributes of a transaction, sorted by key: key length u16, key, kind u8, then the value (text: length
/// u16 and bytes; number: 8 bytes; bool: nothing).
/// </summary>
ref struct AttributeReader(ReadOnlySpan<byte> rest)
{
    ReadOnlySpan<byte> rest = rest;

    public ReadOnlySpan<byte> Key { get; private set; }
    public AttributeKind Kind { get; private set; }
    public ReadOnlySpan<byte> Text { get; private set; }
    public long Whole { get; private set; }
    public readonly double Real => BitConverter.Int64BitsToDouble(Whole);

    public bool Next()
    {
        if (rest.IsEmpty)
            return false;
        Key = TakeText();
        Kind = (AttributeKind)rest[0];
        rest = rest[1..];
        if (Kind == AttributeKind.Text)
        {
            Text = TakeText();
        }
        else if (Kind is AttributeKind.Whole or AttributeKind.Real)
        {
            Whole = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[8..];
        }
        return true;
    }

    ReadOnlySpan<byte> TakeText()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        var text = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return text;
    }
}
