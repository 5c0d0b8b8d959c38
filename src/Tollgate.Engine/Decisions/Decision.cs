using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Decisions;

/// <summary>
/// A decision as it stands in the log, a view over the payload of its record; the record's append time is the time of
/// the decision. What can be told from the transaction and the generation is not repeated here. Format 1:
/// <code>
///  0 offset of the event  i64      14 check of the transaction id, CRC-32C u32
///  8 generation           i32      18 risk f64, NaN = none
/// 12 decision, flags      u8 x2    26 scores: their number u8, then f64 each
/// then  the offsets of the decision before this one of the same user, card, device and merchant: their number u8,
///       then each plus one as a varint, 0 = none
/// then  the values of the window features: their number u16, then each as a varint of twice the value (zigzag) plus
///       one, 0 = absent
/// then  the reasons: their number u16, then the position of the feature u16 and its contribution f64
/// </code>
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly ref struct Decision
{
    internal const byte Format = 1;
    internal const int ScoresAt = 26;

    /// <exception cref="InvalidDataException">It is of a format that a later version writes.</exception>
    internal Decision(LogRecord record)
        : this(
            record.Format switch
            {
                0 => FirstDecisionFormat.Convert(record.Payload),
                Format => record.Payload,
                _ => throw new InvalidDataException(
                    $"Decisions of format {record.Format} are of a later version; this one reads {Format}."),
            },
            record.AppendTime)
    {
    }

    Decision(ReadOnlySpan<byte> bytes, long decidedAt)
    {
        Bytes = bytes;
        DecidedAt = decidedAt;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The append time of the event, Unix ms.</summary>
    public long DecidedAt { get; }

    /// <summary>Offset of the transaction in the log of events.</summary>
    public long EventOffset => BinaryPrimitives.ReadInt64LittleEndian(Bytes);
    public int Generation => BinaryPrimitives.ReadInt32LittleEndian(Bytes[8..]);
    public DecisionKind Kind => (DecisionKind)Bytes[12];
    public DecisionFlags Flags => (DecisionFlags)Bytes[13];

    /// <summary>Quantile of the score in the reference period, 0 to 1; NaN without a score.</summary>
    public double Risk => BinaryPrimitives.ReadDoubleLittleEndian(Bytes[18..]);

    /// <summary>Score of the anomaly model; NaN without one.</summary>
    public double Score =>
        Bytes[ScoresAt] == 0 ? double.NaN : BinaryPrimitives.ReadDoubleLittleEndian(Bytes[(ScoresAt + 1)..]);

    public int ReasonCount => BinaryPrimitives.ReadUInt16LittleEndian(Reasons);

    ReadOnlySpan<byte> Pointers => Bytes[(ScoresAt + 1 + (8 * Bytes[ScoresAt]))..];

    ReadOnlySpan<byte> Windows
    {
        get
        {
            var rest = Pointers;
            for (int left = Varint.TakeByte(ref rest); left > 0; left--)
                Varint.Take(ref rest);
            return rest;
        }
    }

    ReadOnlySpan<byte> Reasons
    {
        get
        {
            var rest = Windows;
            for (int left = Varint.TakeUInt16(ref rest); left > 0; left--)
                Varint.Take(ref rest);
            return rest;
        }
    }

    /// <summary>Whether it is the decision on a transaction, as far as a check of 32 bits can say.</summary>
    public bool IsOn(Transaction transaction) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Bytes[14..]) == Crc32C.Of(transaction.TransactionId);

    /// <summary>Offset of the entity's decision before this one, or -1.</summary>
    public long Previous(EntityKind kind)
    {
        var rest = Pointers;
        if ((int)kind >= Varint.TakeByte(ref rest))
            return -1;
        for (var before = (int)kind; before > 0; before--)
            Varint.Take(ref rest);
        return (long)Varint.Take(ref rest) - 1;
    }

    public override string ToString() =>
        $"{Kind.Name()}, "
        + (double.IsNaN(Risk) ? "no risk" : string.Create(CultureInfo.InvariantCulture, $"risk {Risk:0.######}"))
        + $", generation {Generation}, event at {EventOffset}";

    /// <summary>Reads the values of all features, NaN where absent.</summary>
    /// <param name="set">The features of the generation that decided.</param>
    /// <param name="transaction">The one that was decided: derived features are computed from it again.</param>
    /// <param name="values">As long as the set.</param>
    /// <exception cref="InvalidDataException">It was decided by other features.</exception>
    public void ReadFeatures(FeatureSet set, Transaction transaction, Span<double> values)
    {
        var rest = Windows;
        if (Varint.TakeUInt16(ref rest) != set.Windows.Length)
            throw new InvalidDataException("The decision was made by other features than these.");
        foreach (var at in set.Windows)
            values[at] = Varint.TakeNumber(ref rest);
        set.Derive(transaction, values);
    }

    /// <summary>The reasons, strongest first: position of the feature and its contribution to the score.</summary>
    public (int Feature, double Contribution)[] ReadReasons()
    {
        var rest = Reasons;
        var reasons = new (int, double)[Varint.TakeUInt16(ref rest)];
        foreach (ref var reason in reasons.AsSpan())
        {
            var feature = Varint.TakeUInt16(ref rest);
            reason = (feature, BinaryPrimitives.ReadDoubleLittleEndian(rest));
            rest = rest[8..];
        }
        return reasons;
    }
}
