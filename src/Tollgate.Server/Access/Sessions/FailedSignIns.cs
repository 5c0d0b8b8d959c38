using System.Collections.Concurrent;
using System.Net;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Audits failed sign-ins: the first of a user and address at once, those of the following minute as one entry with
/// their number. A name that no user has is not written down: it may be a password in the wrong field.
/// </summary>
sealed class FailedSignIns(DatabaseWriter writer, AuditLog audit, TimeProvider clock)
{
    const int MostAddresses = 10_000;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<(string User, string Address), Counted> counted = [];

    public async Task Add(string? userName, IPAddress address, CancellationToken cancellation)
    {
        var user = userName is null ? "user:unknown" : "user:" + userName;
        var from = counted.Count < MostAddresses ? address.ToString() : "many";
        var count = counted.GetOrAdd((user, from), _ => new Counted(clock.GetUtcNow()));
        if (Interlocked.Increment(ref count.Attempts) > 1)
            return;
        await Write(user, from, 1, cancellation);
    }

    /// <summary>Writes the counts whose minute is over, or all.</summary>
    public async Task Flush(bool all, CancellationToken cancellation)
    {
        foreach (var (key, count) in counted)
        {
            if (!all && clock.GetUtcNow() - count.Since < Window)
                continue;
            if (!counted.TryRemove(key, out _))
                continue;
            var more = Volatile.Read(ref count.Attempts) - 1;
            if (more > 0)
                await Write(key.User, key.Address, more, cancellation);
        }
    }

    Task Write(string user, string address, int attempts, CancellationToken cancellation)
    {
        var text = attempts + (attempts == 1 ? " attempt" : " attempts");
        return writer.Write(
            db => audit.Add(db, "anonymous", "session.refused", user, to: text, address: address), cancellation);
    }

    sealed class Counted(DateTimeOffset since)
    {
        public int Attempts;
        public DateTimeOffset Since { get; } = since;
    }
}
