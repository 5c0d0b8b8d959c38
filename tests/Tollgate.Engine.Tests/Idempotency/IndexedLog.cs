using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Tests.Idempotency;

/// <summary>What a log of decisions is to its index: ids at growing offsets, sealed segments, a first offset.</summary>
sealed class IndexedLog(string folder) : IDisposable
{
    readonly List<(UInt128 Id, long Offset, long KeptUntil)> records = [];
    readonly List<long> ends = [];
    long indexedTo;

    public TransactionIndex Index { get; private set; } = new(folder, 1, TimeProvider.System);

    public ulong KeyId { get; set; } = 1;
    public long First { get; private set; }
    public long End { get; private set; }

    /// <summary>The ids of the log, each with the offset of its newest record that is kept.</summary>
    public Dictionary<UInt128, long> Kept
    {
        get
        {
            var kept = new Dictionary<UInt128, long>();
            foreach (var (id, offset, _) in records.Where(record => record.Offset >= First))
                kept[id] = offset;
            return kept;
        }
    }

    public static UInt128 IdOf(long number) =>
        new(SplitMix64.Of(11, (ulong)number), SplitMix64.Of(12, (ulong)number));

    public IndexedLog Open(long newerThan = long.MinValue)
    {
        foreach (var (from, to) in Index.Open(First, End, newerThan))
        {
            indexedTo = from;
            var left = new Queue<long>(ends.Where(end => end > from && end <= to));
            if (to < End && !left.Contains(to))
                left.Enqueue(to);
            foreach (var (id, offset, keptUntil) in records.Where(r => r.Offset >= from && r.Offset < to))
            {
                while (left.TryPeek(out var end) && offset >= end)
                    SealIndexAt(left.Dequeue());
                Index.Add(id, offset, keptUntil);
            }
            while (left.TryDequeue(out var end))
                SealIndexAt(end);
        }
        return this;
    }

    public IndexedLog Reopen(long newerThan = long.MinValue)
    {
        Index.Dispose();
        Index = new(folder, KeyId, TimeProvider.System);
        return Open(newerThan);
    }

    public void Add(long number, long keptUntil = 0)
    {
        records.Add((IdOf(number), End, keptUntil));
        Index.Add(IdOf(number), End, keptUntil);
        End += 10;
    }

    public IndexedLog AddSegment(long from, int count, long keptUntil = 0)
    {
        for (var number = from; number < from + count; number++)
            Add(number, keptUntil);
        Seal();
        return this;
    }

    public void Seal()
    {
        if (ends.Count > 0 && ends[^1] == End)
            return;
        ends.Add(End);
        SealIndexAt(End);
    }

    /// <summary>Retention takes the oldest segment.</summary>
    public void DropOldestSegment()
    {
        if (ends.Count == 0)
            return;
        First = ends[0];
        ends.RemoveAt(0);
        Index.Forget(First);
    }

    public void CutBack(long end)
    {
        records.RemoveAll(record => record.Offset >= end);
        ends.RemoveAll(sealedAt => sealedAt > end);
        End = end;
    }

    /// <summary>Every id of the log is found at its newest place, alone and in a batch, and no other id is.</summary>
    public void IsFound()
    {
        var kept = Kept;
        var strangers = Enumerable.Range(0, 50).Select(i => IdOf(1_000_000_000 + i));
        var forgotten = records.Select(record => record.Id).Distinct().Where(id => !kept.ContainsKey(id));
        var ids = kept.Keys.Concat(strangers).Concat(forgotten).ToArray();
        var offsets = new long[ids.Length];
        Index.Find(ids, offsets, long.MinValue);
        for (var i = 0; i < ids.Length; i++)
        {
            var expected = kept.GetValueOrDefault(ids[i], -1);
            Assert.Equal(expected, offsets[i]);
            Assert.Equal(expected, Index.Find(ids[i]));
        }
    }

    public void Dispose() => Index.Dispose();

    void SealIndexAt(long end)
    {
        Index.Seal(indexedTo, end);
        indexedTo = end;
    }
}
