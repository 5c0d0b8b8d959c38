using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>
/// Transactions on their way through the loop, a column for each thing that is known of them, so that every phase runs
/// over all rows at once. The records stay where they are: a batch only knows where.
/// </summary>
/// <param name="features">Number of features.</param>
sealed class Batch(int features)
{
    public const int Capacity = 512;

    readonly (int Start, int Length)[] frames = new (int, int)[Capacity];
    readonly (int Start, int Length)[] payloads = new (int, int)[Capacity];
    readonly long[] offsets = new long[Capacity];
    readonly int[] entities = new int[Capacity * EntityKinds.Count];
    readonly double[] values = new double[Capacity * features];

    /// <summary>Rows taken so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether each row is late.</summary>
    public bool[] Late { get; } = new bool[Capacity];

    /// <summary>The number of each row's user, card, device and merchant, row after row.</summary>
    public Span<int> Entities => entities.AsSpan(0, Count * EntityKinds.Count);

    /// <summary>The features, row after row.</summary>
    public Span<double> Values => values.AsSpan(0, Count * features);

    public void Clear() => Count = 0;

    /// <param name="start">Where the frame of the record begins in the bytes that the batch is about.</param>
    public void Add(LogRecord record, int start, bool late)
    {
        frames[Count] = (start, record.Frame.Length);
        payloads[Count] = (start + record.Frame.Length - record.Payload.Length, record.Payload.Length);
        offsets[Count] = record.Offset;
        Late[Count++] = late;
    }

    /// <param name="bytes">The bytes that the batch is about.</param>
    public TransactionRows Rows(ReadOnlySpan<byte> bytes) => new(bytes, payloads.AsSpan(0, Count));

    public LogRecord Record(ReadOnlySpan<byte> bytes, int row) =>
        new(offsets[row], bytes.Slice(frames[row].Start, frames[row].Length));

    public ReadOnlySpan<int> EntitiesOf(int row) =>
        entities.AsSpan(row * EntityKinds.Count, EntityKinds.Count);

    public ReadOnlySpan<double> ValuesOf(int row) => values.AsSpan(row * features, features);
}
