using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tollgate.Engine.Features;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// A decision as it stands in the log, a view over its bytes:
/// <code>
///  0 offset of the event   i64    32 score f64, NaN = none
///  8 decided_at            i64    40 offsets of the decision before this one of the same user, card, device and
/// 16 generation            i32       merchant, i64 x 4, -1 = none
/// 20 decision, flags       u8 x2  72 lengths of transaction_id and user_id u16 x 2, then both
/// 22 reasons, features     u8 x2     the features: integers as a varint of twice the value (zigzag) plus one, 0 =
/// 24 risk                  f64       absent; others f64
///                                    the reasons: feature u8, contribution f64
/// </code>
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly ref struct Decision(ReadOnlySpan<byte> bytes)
{
    internal const int PreviousAt = 40, LengthsAt = 72, TextAt = 76;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Offset of the transaction in the log of events.</summary>
    public long EventOffset => BinaryPrimitives.ReadInt64LittleEndian(Bytes);

    /// <summary>The append time of the event, Unix ms.</summary>
    public long DecidedAt => BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]);
    public int Generation => BinaryPrimitives.ReadInt32LittleEndian(Bytes[16..]);
    public DecisionKind Kind => (DecisionKind)Bytes[20];
    public DecisionFlags Flags => (DecisionFlags)Bytes[21];
    public int ReasonCount => Bytes[22];
    public int FeatureCount => Bytes[23];

    /// <summary>Quantile of the score in the reference period, 0 to 1; NaN without a score.</summary>
    public double Risk => BinaryPrimitives.ReadDoubleLittleEndian(Bytes[24..]);

    /// <summary>Score of the anomaly model; NaN without one.</summary>
    public double Score => BinaryPrimitives.ReadDoubleLittleEndian(Bytes[32..]);

    public ReadOnlySpan<byte> TransactionId => Bytes.Slice(TextAt, IdLength);
    public ReadOnlySpan<byte> UserId => Bytes.Slice(TextAt + IdLength, UserLength);

    int IdLength => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[LengthsAt..]);
    int UserLength => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(LengthsAt + 2)..]);

    /// <summary>Offset of the entity's decision before this one, or -1.</summary>
    public long Previous(EntityKind kind) =>
        BinaryPrimitives.ReadInt64LittleEndian(Bytes[(PreviousAt + (8 * (int)kind))..]);

    public override string ToString() =>
        $"{Encoding.UTF8.GetString(TransactionId)} of {Encoding.UTF8.GetString(UserId)}: {Kind.Name()}, "
        + (double.IsNaN(Risk) ? "no risk" : string.Create(CultureInfo.InvariantCulture, $"risk {Risk:0.######}"))
        + $", generation {Generation}, event at {EventOffset}";

    /// <summary>Reads the feature values, NaN where absent, and returns what follows them: the reasons.</summary>
    /// <param name="values">As long as <see cref="FeatureCount"/>.</param>
    public ReadOnlySpan<byte> ReadFeatures(FeatureSet set, Span<double> values)
    {
        var rest = Bytes[(TextAt + IdLength + UserLength)..];
        for (var i = 0; i < FeatureCount; i++)
        {
            values[i] = set.Features[i].Window is null
                ? DecisionEncoder.TakeReal(ref rest)
                : DecisionEncoder.TakeInteger(ref rest);
        }
        return rest;
    }

    /// <summary>The reasons, strongest first: position of the feature and its contribution to the score.</summary>
    public (int Feature, double Contribution)[] ReadReasons()
    {
        var reasons = new (int, double)[ReasonCount];
        var tail = Bytes[^(ReasonCount * DecisionEncoder.ReasonLength)..];
        for (var i = 0; i < reasons.Length; i++)
        {
            var reason = tail[(i * DecisionEncoder.ReasonLength)..];
            reasons[i] = (reason[0], BinaryPrimitives.ReadDoubleLittleEndian(reason[1..]));
        }
        return reasons;
    }
}
