using System.Buffers.Binary;
using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Labels;

/// <summary>
/// A label as it stands in the log, a view over its bytes, with the entity values of the labelled transaction, so that
/// windows over labels need no look-up. Format 1:
/// <code>
///  0 label u8, 1 = fraud      16 event_time of the labelled transaction i64 Unix ms
///  1 kind of the source u8    24 offset of the transaction's label that was logged before this one i64, -1 = none
///  2 unused                   32 transaction_id, user_id, merchant_id, card_id, device_id and the source's name, each
///  8 reported_at i64 Unix ms     behind its length u16
/// </code>
/// </summary>
public readonly ref struct Label
{
    internal const byte Format = 1;
    const int TextAt = 32;

    /// <exception cref="InvalidDataException">It is of a format that a later version writes.</exception>
    internal Label(LogRecord record) => Bytes = record.Format switch
    {
        0 => FirstLabelFormat.Convert(record.Payload),
        Format => record.Payload,
        _ => throw new InvalidDataException(
            $"Labels of format {record.Format} are of a later version; this one reads {Format}."),
    };

    internal Label(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    public ReadOnlySpan<byte> Bytes { get; }

    public LabelKind Kind => (LabelKind)Bytes[0];

    /// <summary>Unix ms.</summary>
    public long ReportedAt => BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]);

    /// <summary>Event time of the labelled transaction, Unix ms.</summary>
    public long EventTime => BinaryPrimitives.ReadInt64LittleEndian(Bytes[16..]);

    /// <summary>Log offset of the transaction's label that was logged before this one, or -1.</summary>
    public long Previous => BinaryPrimitives.ReadInt64LittleEndian(Bytes[24..]);

    public ReadOnlySpan<byte> TransactionId => Text(0);
    public ReadOnlySpan<byte> UserId => Text(1);
    public ReadOnlySpan<byte> MerchantId => Text(2);
    public ReadOnlySpan<byte> CardId => Text(3);
    public ReadOnlySpan<byte> DeviceId => Text(4);

    public LabelSourceKind SourceKind => (LabelSourceKind)Bytes[1];
    public LabelSource Source => new(SourceKind, Encoding.UTF8.GetString(Text(5)));

    internal static byte[] Encode(
        Transaction of, LabelKind kind, long reportedAt, LabelSource source, long previous) =>
        Encode(
            kind, reportedAt, of.EventTime, source, previous,
            of.TransactionId, of.UserId, of.MerchantId, of.CardId, of.DeviceId);

    internal static byte[] Encode(
        LabelKind kind, long reportedAt, long eventTime, LabelSource source, long previous,
        ReadOnlySpan<byte> transactionId, ReadOnlySpan<byte> userId, ReadOnlySpan<byte> merchantId,
        ReadOnlySpan<byte> cardId, ReadOnlySpan<byte> deviceId)
    {
        var name = Encoding.UTF8.GetBytes(source.Name);
        var length = TextAt + (6 * 2) + transactionId.Length + userId.Length + merchantId.Length
            + cardId.Length + deviceId.Length + name.Length;
        var bytes = new byte[length];
        (bytes[0], bytes[1]) = ((byte)kind, (byte)source.Kind);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), reportedAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), eventTime);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), previous);
        var at = TextAt;
        Put(transactionId);
        Put(userId);
        Put(merchantId);
        Put(cardId);
        Put(deviceId);
        Put(name);
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
