using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases;

/// <summary>
/// How many cases there are, exactly. Counted again when it is asked for after a change: all changes are made in this
/// process, as only one process writes a data folder.
/// </summary>
/// <remarks>
/// Isolation: the counts may be of two moments, as two queries read them; a commit in between is announced and makes
/// them stale. Where several processes write one database, <see cref="Changed"/> must reach all of them.
/// </remarks>
sealed class CaseCounter(IDbContextFactory<TollgateDb> databases) : IDisposable
{
    sealed record Counted(long Version, CaseCounts Counts);

    readonly SemaphoreSlim counting = new(1);
    long version;
    volatile Counted? last;

    /// <summary>Another number whenever the counts may be others.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>To be called behind every commit that opened, closed or gave away a case.</summary>
    public void Changed() => Interlocked.Increment(ref version);

    public async ValueTask<CaseCounts> Get(CancellationToken cancellation)
    {
        if (last is { } known && known.Version == Interlocked.Read(ref version))
            return known.Counts;
        await counting.WaitAsync(cancellation);
        try
        {
            // The number first: a change in between makes the next call count again.
            var at = Interlocked.Read(ref version);
            if (last is { } meanwhile && meanwhile.Version == at)
                return meanwhile.Counts;
            var counts = await Count(cancellation);
            last = new(at, counts);
            return counts;
        }
        finally
        {
            counting.Release();
        }
    }

    public void Dispose() => counting.Dispose();

    async Task<CaseCounts> Count(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var groups = await db.Cases.GroupBy(found => found.Status)
            .Select(group => new { Status = group.Key, Count = group.LongCount() }).ToListAsync(cancellation);
        var unassigned = await db.Cases.LongCountAsync(
            found => found.Assignee == null && found.Status == CaseStatus.Open, cancellation);
        long Of(CaseStatus status) => groups.Find(group => group.Status == status)?.Count ?? 0;
        return new(Of(CaseStatus.Open), unassigned, Of(CaseStatus.ConfirmedFraud), Of(CaseStatus.FalsePositive));
    }
}
