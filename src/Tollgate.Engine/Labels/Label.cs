using System.Buffers.Binary;
using System.Text;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Labels;

/// <summary>
/// A label as it stands in the log, a view over its bytes, with the entity values of the labelled transaction, so that
/// windows over labels need no look-up:
/// <code>
///  0 version u8, 1             8 reported_at i64 Unix ms
///  1 label u8, 1 = fraud      16 event_time of the labelled transaction i64 Unix ms
///  2 kind of the source u8    24 offset of the transaction's label that was logged before this one i64, -1 = none
///  3 unused                   32 transaction_id, user_id, merchant_id, card_id, device_id and the source's name, each
///                                behind its length u16
/// </code>
/// </summary>
public readonly ref struct Label
{
    const byte Version = 1;
    const int TextAt = 32;

    /// <exception cref="InvalidDataException">Another version wrote the bytes.</exception>
    public Label(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        if (bytes[0] != Version)
        {
            throw new InvalidDataException(
                $"A label in the log has format {bytes[0]}, and this version of Tollgate reads {Version}.");
        }
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public LabelKind Kind => (LabelKind)Bytes[1];

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

    public LabelSourceKind SourceKind => (LabelSourceKind)Bytes[2];
    public LabelSource Source => new(SourceKind, Encoding.UTF8.GetString(Text(5)));

    internal static byte[] Encode(
        Transaction of, LabelKind kind, long reportedAt, LabelSource source, long previous)
    {
        var name = Encoding.UTF8.GetBytes(source.Name);
        var length = TextAt + (6 * 2) + of.TransactionId.Length + of.UserId.Length + of.MerchantId.Length
            + of.CardId.Length + of.DeviceId.Length + name.Length;
        var bytes = new byte[length];
        (bytes[0], bytes[1], bytes[2]) = (Version, (byte)kind, (byte)source.Kind);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), reportedAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), of.EventTime);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), previous);
        var at = TextAt;
        Put(of.TransactionId);
        Put(of.UserId);
        Put(of.MerchantId);
        Put(of.CardId);
        Put(of.DeviceId);
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
