using System.Threading.RateLimiting;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

/// <summary>
/// How much memory all batches may take, shared out so that none crowds out the others: a caller gets half of it, and
/// so do all those together who have yet to prove who they are.
/// </summary>
sealed class BatchMemory : IDisposable
{
    public const int LargestBody = 16 << 20;

    /// <summary>Memory is counted in these; a batch that is decided takes up to one beside its body.</summary>
    const int Unit = 1 << 20;

    static readonly Problem TooManyOfCaller = Problems.TooMany(
        TimeSpan.FromSeconds(1), "Too many batches of this caller are being decided; send it again.");

    static readonly Problem TooManyInAll = Problems.Busy("Too many batches are being decided; send it again.");

    readonly PartitionedRateLimiter<UnreadCall> ofCaller;
    readonly ConcurrencyLimiter ofUnproven, inAll;

    public BatchMemory(Settings settings)
    {
        var units = (int)(settings.Limits.BatchMemory / Unit);
        inAll = new(Limit(units));
        ofUnproven = new(Limit(units / 2));
        ofCaller = PartitionedRateLimiter.Create<UnreadCall, (string, bool)>(call =>
            RateLimitPartition.GetConcurrencyLimiter((call.Caller!.Actor, call.IsProven), _ => Limit(units / 2)));
    }

    /// <summary>Null when there is room, which is kept until the leases are disposed.</summary>
    /// <param name="length">Of the body; null when it is not announced.</param>
    public Problem? TryTake(UnreadCall call, long? length, BatchLeases leases)
    {
        var units = 1 + (int)(((length ?? LargestBody) + Unit - 1) / Unit);
        if (!leases.TryAdd(ofCaller.AttemptAcquire(call, units)))
            return TooManyOfCaller;
        if (!call.IsProven && !leases.TryAdd(ofUnproven.AttemptAcquire(units)))
            return TooManyInAll;
        return leases.TryAdd(inAll.AttemptAcquire(units)) ? null : TooManyInAll;
    }

    public void Dispose()
    {
        ofCaller.Dispose();
        ofUnproven.Dispose();
        inAll.Dispose();
    }

    static ConcurrencyLimiterOptions Limit(int units) => new() { PermitLimit = units, QueueLimit = 0 };
}

/// <summary>The room that one batch has got.</summary>
sealed class BatchLeases : IDisposable
{
    readonly List<RateLimitLease> leases = new(3);

    public bool TryAdd(RateLimitLease lease)
    {
        leases.Add(lease);
        return lease.IsAcquired;
    }

    public void Dispose() => leases.ForEach(lease => lease.Dispose());
}
