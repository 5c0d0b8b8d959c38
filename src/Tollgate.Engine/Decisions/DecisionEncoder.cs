using System.Buffers.Binary;
using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Decisions;

/// <summary>Writes the bytes that <see cref="Decision"/> reads, without allocation.</summary>
static class DecisionEncoder
{
    public const int ReasonLength = 9;
    const int LongestNumber = 10;

    /// <summary>An upper bound of the length of a decision.</summary>
    public static int MaxLength(Transaction transaction, int features, int reasons) =>
        Decision.TextAt + transaction.TransactionId.Length + transaction.UserId.Length
        + (features * LongestNumber) + (reasons * ReasonLength);

    /// <summary>Writes everything before the features; returns where they begin.</summary>
    public static int WriteHead(
        Span<byte> into, Transaction transaction, long eventOffset, long decidedAt, int generation,
        in ScoredDecision scored)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, eventOffset);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], decidedAt);
        BinaryPrimitives.WriteInt32LittleEndian(into[16..], generation);
        into[20] = (byte)scored.Kind;
        into[21] = (byte)scored.Flags;
        into[22] = (byte)scored.Reasons;
        BinaryPrimitives.WriteDoubleLittleEndian(into[24..], scored.Risk);
        BinaryPrimitives.WriteDoubleLittleEndian(into[32..], scored.Score);
        var id = transaction.TransactionId;
        var user = transaction.UserId;
        BinaryPrimitives.WriteUInt16LittleEndian(into[Decision.LengthsAt..], (ushort)id.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(into[(Decision.LengthsAt + 2)..], (ushort)user.Length);
        id.CopyTo(into[Decision.TextAt..]);
        user.CopyTo(into[(Decision.TextAt + id.Length)..]);
        return Decision.TextAt + id.Length + user.Length;
    }

    public static void WritePrevious(Span<byte> into, EntityKind kind, long offset) =>
        BinaryPrimitives.WriteInt64LittleEndian(into[(Decision.PreviousAt + (8 * (int)kind))..], offset);

    /// <summary>Writes the features from a position on; returns where the reasons begin.</summary>
    public static int WriteFeatures(Span<byte> into, int at, FeatureSet set, ReadOnlySpan<double> values)
    {
        into[23] = (byte)values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            if (set.Features[i].Window is null)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(into[at..], values[i]);
                at += 8;
            }
            else
            {
                at += PutInteger(into[at..], values[i]);
            }
        }
        return at;
    }

    public static int WriteReason(Span<byte> into, int at, int feature, double contribution)
    {
        into[at] = (byte)feature;
        BinaryPrimitives.WriteDoubleLittleEndian(into[(at + 1)..], contribution);
        return at + ReasonLength;
    }

    public static double TakeReal(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        rest = rest[8..];
        return value;
    }

    public static double TakeInteger(ref ReadOnlySpan<byte> rest)
    {
        ulong coded = 0;
        var at = 0;
        for (; rest[at] >= 0x80; at++)
            coded |= (ulong)(rest[at] & 0x7F) << (7 * at);
        coded |= (ulong)rest[at] << (7 * at);
        rest = rest[(at + 1)..];
        return coded == 0 ? double.NaN : (long)((coded - 1) >> 1) ^ -(long)((coded - 1) & 1);
    }

    static int PutInteger(Span<byte> into, double value)
    {
        var whole = double.IsNaN(value) ? 0 : (long)value;
        var coded = double.IsNaN(value) ? 0 : (ulong)((whole << 1) ^ (whole >> 63)) + 1;
        var at = 0;
        for (; coded >= 0x80; coded >>= 7)
            into[at++] = (byte)(coded | 0x80);
        into[at] = (byte)coded;
        return at + 1;
    }
}
