using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>Ids that nobody sent, beside the ids of a run and as if they had been decided when those were.</summary>
sealed class MadeUpIds(TransactionIndexRun beside, long count) : IIndexPart
{
    public long From => beside.From;
    public long To => beside.To;
    public long Count => count;
    public long Oldest => beside.Oldest;
    public long Newest => beside.Newest;

    /// <summary>
    /// Widens the runs of a folder that is closed, all by the same factor, so that they keep the proportions that their
    /// merging gave them.
    /// </summary>
    /// <returns>How many runs there are, and their bytes on disk.</returns>
    public static (int Runs, long Bytes) Add(GateSettings settings, long count)
    {
        var folder = settings.DecisionsFolder;
        var key = TransactionIdHash.Load(folder).KeyId;
        var runs = Directory.GetFiles(folder, "*" + TransactionIndexRun.Extension)
            .Select(path => TransactionIndexRun.Open(path, key)).ToList();
        var held = runs.Sum(run => run.Count);
        foreach (var run in runs)
        {
            var more = (long)(count * (double)run.Count / held);
            RunWriter.Write(folder, key, [run, new MadeUpIds(run, more)], 0, CancellationToken.None);
            run.Dispose();
        }
        return (runs.Count, runs.Sum(run => new FileInfo(run.Path).Length));
    }

    /// <summary>Hashes are spread evenly: one in each of as many equal ranges.</summary>
    public IEnumerable<(UInt128 Id, long Offset)> ReadSorted()
    {
        var step = UInt128.MaxValue / (UInt128)Math.Max(1, count);
        var beyond = (int)UInt128.LeadingZeroCount(step) + 1;
        for (long i = 0; i < count; i++)
        {
            var random = new UInt128(SplitMix64.Of(1, (ulong)i), SplitMix64.Of(2, (ulong)i));
            yield return (((UInt128)i * step) + (random >> beyond), From);
        }
    }

    public long Find(UInt128 id) => -1;

    public void Find(ReadOnlySpan<UInt128> ids, Span<long> offsets)
    {
    }
}
