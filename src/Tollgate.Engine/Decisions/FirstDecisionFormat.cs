using System.Buffers.Binary;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// Decisions of format 0, as the first version wrote them, brought into the form of today:
/// <code>
///  0 offset of the event   i64    32 score f64, NaN = none
///  8 decided_at            i64    40 offsets of the decision before this one of the same user, card, device and
/// 16 generation            i32       merchant, i64 x 4, -1 = none
/// 20 decision, flags       u8 x2  72 lengths of transaction_id and user_id u16 x 2, then both
/// 22 reasons, features     u8 x2     the features: windows as a varint (zigzag) plus one, 0 = absent; others f64
/// 24 risk                  f64       the reasons: feature u8, contribution f64
/// </code>
/// There was one set of features then: 33, of which those from the third to the 27th were windows.
/// </summary>
static class FirstDecisionFormat
{
    const int PreviousAt = 40, LengthsAt = 72, TextAt = 76, OldReasonLength = 9;
    const int FirstWindow = 2, LastWindow = 26;

    static readonly int[] WindowPositions = [.. Enumerable.Range(FirstWindow, LastWindow - FirstWindow + 1)];

    public static byte[] Convert(ReadOnlySpan<byte> old)
    {
        var bytes = new byte[old.Length + Varint.MaxLength];
        var idLength = BinaryPrimitives.ReadUInt16LittleEndian(old[LengthsAt..]);
        var userLength = BinaryPrimitives.ReadUInt16LittleEndian(old[(LengthsAt + 2)..]);
        var score = BinaryPrimitives.ReadDoubleLittleEndian(old[32..]);
        var writer = new DecisionWriter(bytes);
        writer.Head(
            BinaryPrimitives.ReadInt64LittleEndian(old), BinaryPrimitives.ReadInt32LittleEndian(old[16..]),
            (DecisionKind)old[20], (DecisionFlags)old[21], Crc32C.Of(old.Slice(TextAt, idLength)),
            BinaryPrimitives.ReadDoubleLittleEndian(old[24..]), score);
        for (var at = PreviousAt; at < LengthsAt; at += 8)
            writer.Previous(BinaryPrimitives.ReadInt64LittleEndian(old[at..]));
        var rest = old[(TextAt + idLength + userLength)..];
        var values = new double[old[23]];
        for (var i = 0; i < values.Length; i++)
        {
            if (i is >= FirstWindow and <= LastWindow)
                values[i] = Varint.TakeNumber(ref rest);
            else
                rest = rest[8..];
        }
        writer.Windows(WindowPositions, values);
        writer.ReasonCount(old[22]);
        for (; rest.Length >= OldReasonLength; rest = rest[OldReasonLength..])
            writer.Reason(rest[0], BinaryPrimitives.ReadDoubleLittleEndian(rest[1..]));
        return bytes[..writer.Length];
    }
}
