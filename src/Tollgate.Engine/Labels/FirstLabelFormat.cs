using System.Buffers.Binary;
using System.Text;

namespace Tollgate.Engine.Labels;

/// <summary>
/// Labels of format 0, as the first version wrote them, brought into the form of today: reported_at i64, event_time
/// i64, offset of the label before i64, label u8, then transaction_id, user_id, merchant_id, card_id, device_id and
/// source, each behind its length u16.
/// </summary>
static class FirstLabelFormat
{
    const int TextAt = 25;

    public static byte[] Convert(ReadOnlySpan<byte> old)
    {
        var rest = old[TextAt..];
        var (id, user, merchant) = (Text(ref rest), Text(ref rest), Text(ref rest));
        var (card, device, source) = (Text(ref rest), Text(ref rest), Text(ref rest));
        return Label.Encode(
            (LabelKind)old[24], BinaryPrimitives.ReadInt64LittleEndian(old),
            BinaryPrimitives.ReadInt64LittleEndian(old[8..]), SourceOf(Encoding.UTF8.GetString(source)),
            BinaryPrimitives.ReadInt64LittleEndian(old[16..]), id, user, merchant, card, device);
    }

    /// <summary>
    /// A bare name was that of a person who labelled the payment by hand, or of a machine's key. It is taken for a
    /// person's, whose word nobody may overrule by closing a case.
    /// </summary>
    static LabelSource SourceOf(string text) => text switch
    {
        "import" => LabelSource.Import,
        "simulation" => LabelSource.Simulation,
        _ when text.StartsWith("analyst:", StringComparison.Ordinal) => LabelSource.Case(text["analyst:".Length..]),
        _ => LabelSource.Analyst(text),
    };

    static byte[] Text(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        var text = rest.Slice(2, length).ToArray();
        rest = rest[(2 + length)..];
        return text;
    }
}
