using System.Buffers.Binary;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Labels;

/// <summary>What a payment turned out to be.</summary>
public enum LabelKind : byte
{
    Genuine = 0,
    Fraud = 1,
}

/// <summary>
/// A label as it stands in the log, with the entity values of the labelled transaction, so that windows over labels
/// need no look-up: reported_at i64, event_time i64, previous label's offset i64 (-1), label u8, then transaction_id,
/// user_id, merchant_id, card_id, device_id and source, each behind a length u16.
/// </summary>
public readonly ref struct Label
{
    const int TextAt = 25;

    public Label(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Unix ms.</summary>
    public long ReportedAt => BinaryPrimitives.ReadInt64LittleEndian(Bytes);

    /// <summary>Event time of the labelled transaction, Unix ms.</summary>
    public long EventTime => BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]);

    /// <summary>Log offset of the transaction's label that was logged before this one, or -1.</summary>
    public long Previous => BinaryPrimitives.ReadInt64LittleEndian(Bytes[16..]);

    public LabelKind Kind => (LabelKind)Bytes[24];
    public ReadOnlySpan<byte> TransactionId => Text(0);
    public ReadOnlySpan<byte> UserId => Text(1);
    public ReadOnlySpan<byte> MerchantId => Text(2);
    public ReadOnlySpan<byte> CardId => Text(3);
    public ReadOnlySpan<byte> DeviceId => Text(4);
    public ReadOnlySpan<byte> Source => Text(5);

    public static byte[] Encode(
        Transaction of, LabelKind kind, long reportedAt, ReadOnlySpan<byte> source, long previous)
    {
        var length = TextAt + (6 * 2) + of.TransactionId.Length + of.UserId.Length + of.MerchantId.Length
            + of.CardId.Length + of.DeviceId.Length + source.Length;
        var bytes = new byte[length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, reportedAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), of.EventTime);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), previous);
        bytes[24] = (byte)kind;
        var at = TextAt;
        Put(of.TransactionId);
        Put(of.UserId);
        Put(of.MerchantId);
        Put(of.CardId);
        Put(of.DeviceId);
        Put(source);
        return bytes;

        void Put(ReadOnlySpan<byte> text)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)text.Length);
            text.CopyTo(bytes.AsSpan(at + 2));
            at += 2 + text.Length;
        }
    }

    ReadOnlySpan<byte> Text(int which)
    {
        var at = TextAt;
        for (; which > 0; which--)
            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]);
        return Bytes.Slice(at + 2, BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]));
    }
}
