using System.Buffers.Binary;
using Tollgate.Engine.Features;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Writes the bytes that <see cref="Decision"/> reads, part after part in their order, without allocation.
/// </summary>
ref struct DecisionWriter(Span<byte> into)
{
    const int HeadLength = 26, ScoreLength = 8, ReasonLength = 10;

    readonly Span<byte> into = into;

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>An upper bound of the length of a decision.</summary>
    public static int MaxLength(int windows, int reasons) =>
        HeadLength + 1 + ScoreLength + 1 + (EntityKinds.Count * Varint.MaxLength)
        + 2 + (windows * Varint.MaxLength) + 2 + (reasons * ReasonLength);

    /// <param name="check">CRC-32C of the transaction id.</param>
    /// <param name="score">NaN = none.</param>
    public void Head(
        long eventOffset, int generation, DecisionKind kind, DecisionFlags flags, uint check, double risk, double score)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, eventOffset);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], generation);
        (into[12], into[13]) = ((byte)kind, (byte)flags);
        BinaryPrimitives.WriteUInt32LittleEndian(into[14..], check);
        BinaryPrimitives.WriteDoubleLittleEndian(into[18..], risk);
        Length = HeadLength;
        into[Length++] = (byte)(double.IsNaN(score) ? 0 : 1);
        if (!double.IsNaN(score))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(into[Length..], score);
            Length += ScoreLength;
        }
        into[Length++] = EntityKinds.Count;
    }

    /// <param name="offset">Of the entity's decision before this one, or -1; in the order of the kinds.</param>
    public void Previous(long offset) => Length += Varint.Put(into[Length..], (ulong)(offset + 1));

    /// <param name="positions">Of the window features among the values.</param>
    public void Windows(ReadOnlySpan<int> positions, ReadOnlySpan<double> values)
    {
        UInt16(positions.Length);
        foreach (var at in positions)
            Length += Varint.PutNumber(into[Length..], values[at]);
    }

    public void ReasonCount(int count) => UInt16(count);

    public void Reason(int feature, double contribution)
    {
        UInt16(feature);
        BinaryPrimitives.WriteDoubleLittleEndian(into[Length..], contribution);
        Length += 8;
    }

    void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into[Length..], (ushort)value);
        Length += 2;
    }
}
