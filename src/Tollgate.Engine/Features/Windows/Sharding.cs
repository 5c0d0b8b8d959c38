namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// A hash table in parts, each of which doubles for itself: nobody waits for a copy of it all. The parts fill at the
/// same rate, so each takes on another load before it doubles, and their copies come one after the other.
/// </summary>
static class Sharding
{
    const int Bits = 7;

    public const int Count = 1 << Bits;

    public static T[] New<T>(Func<T> create) => [.. Enumerable.Range(0, Count).Select(_ => create())];

    /// <summary>Which part holds a hash: its highest bits tell, as the slots go by the lowest.</summary>
    public static int Of(uint hash) => (int)(hash >> (32 - Bits));

    /// <summary>Whether a part has to double: from a half full for the first to two thirds for the last.</summary>
    public static bool IsFull(int shard, int count, int slots) =>
        count * 6L * Count > slots * ((3L * Count) + shard);
}
