using Tollgate.Engine.Decisions;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>Decisions of each kind in each of the last 1,440 minutes, by the time they were made. One writer.</summary>
public sealed class DecisionCounts
{
    public const int Minutes = 24 * 60;
    const long MinuteMs = 60_000;

    readonly long[] minuteOf = new long[Minutes];
    readonly int[] counts = new int[Minutes * 3];

    /// <summary>All decisions since the log began.</summary>
    public long Total { get; private set; }

    internal void Add(long decidedAt, DecisionKind kind)
    {
        Total++;
        var minute = decidedAt / MinuteMs;
        var slot = (int)(minute % Minutes);
        if (minuteOf[slot] != minute)
        {
            minuteOf[slot] = minute;
            counts.AsSpan(slot * 3, 3).Clear();
        }
        counts[(slot * 3) + (int)kind]++;
    }

    /// <summary>Decisions of each kind, approve, review and block, in the minute of a time.</summary>
    public (int Approve, int Review, int Block) At(long unixMs)
    {
        var minute = unixMs / MinuteMs;
        var slot = (int)(minute % Minutes);
        return minuteOf[slot] == minute ? (counts[slot * 3], counts[(slot * 3) + 1], counts[(slot * 3) + 2]) : default;
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Total);
        foreach (var minute in minuteOf)
            to.Write(minute);
        foreach (var count in counts)
            to.Write(count);
    }

    internal void Read(BinaryReader from)
    {
        Total = from.ReadInt64();
        for (var i = 0; i < minuteOf.Length; i++)
            minuteOf[i] = from.ReadInt64();
        for (var i = 0; i < counts.Length; i++)
            counts[i] = from.ReadInt32();
    }
}
