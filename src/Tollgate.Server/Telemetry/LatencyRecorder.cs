using System.Numerics;

namespace Tollgate.Server.Telemetry;

/// <summary>
/// How long decisions took, over the last minutes. Any thread records, without a lock and without allocation: a latency
/// is counted in a bucket no wider than 1/32 of it, in the slot of its minute.
/// </summary>
sealed class LatencyRecorder(TimeProvider clock)
{
    const int Minutes = 5, Fine = 32, FineBits = 5, Octaves = 26;
    const int Buckets = (Octaves - FineBits + 1) * Fine;
    const long LongestMicroseconds = (1L << Octaves) - 1;

    readonly long[] counts = new long[Minutes * Buckets];
    readonly long[] minuteOf = new long[Minutes];

    public void Record(TimeSpan latency)
    {
        var slot = SlotOf(clock.GetUtcNow().ToUnixTimeSeconds() / 60);
        Interlocked.Increment(ref counts[(slot * Buckets) + BucketOf((long)latency.TotalMicroseconds)]);
    }

    /// <summary>Milliseconds below which these shares of the latest decisions stayed; null when none was.</summary>
    public double?[] Percentiles(params ReadOnlySpan<double> shares)
    {
        var oldest = (clock.GetUtcNow().ToUnixTimeSeconds() / 60) - Minutes;
        var sums = new long[Buckets];
        for (var slot = 0; slot < Minutes; slot++)
        {
            for (var b = 0; b < Buckets && Volatile.Read(ref minuteOf[slot]) > oldest; b++)
                sums[b] += Volatile.Read(ref counts[(slot * Buckets) + b]);
        }

        var total = sums.Sum();
        var found = new double?[shares.Length];
        for (var i = 0; i < shares.Length && total > 0; i++)
            found[i] = Above(sums, (long)Math.Ceiling(shares[i] * total));
        return found;
    }

    /// <summary>The upper end of the bucket that holds the given one of the sorted latencies, ms.</summary>
    static double Above(long[] sums, long rank)
    {
        var bucket = 0;
        for (var seen = sums[0]; seen < rank; seen += sums[bucket])
            bucket++;
        return UpperEnd(bucket) / 1000.0;
    }

    /// <summary>Linear below 32 µs; from there 32 buckets between each power of two and the next.</summary>
    static int BucketOf(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, LongestMicroseconds);
        if (value < Fine)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - FineBits;
        return (shift * Fine) + (int)(value >> shift);
    }

    static long UpperEnd(int bucket)
    {
        if (bucket < Fine)
            return bucket + 1;
        var shift = (bucket / Fine) - 1;
        return ((bucket % Fine) + Fine + 1L) << shift;
    }

    int SlotOf(long minute)
    {
        var slot = (int)(minute % Minutes);
        var known = Volatile.Read(ref minuteOf[slot]);
        // Whoever comes first in a new minute empties its slot; what others count meanwhile may be lost, a few of many.
        if (known != minute && Interlocked.CompareExchange(ref minuteOf[slot], minute, known) == known)
            Array.Clear(counts, slot * Buckets, Buckets);
        return slot;
    }
}
