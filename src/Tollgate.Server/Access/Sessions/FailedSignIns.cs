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

    readonly Lock sync = new();
    readonly Dictionary<(string User, string Address), Counted> counted = [];

    public async Task Add(string? userName, IPAddress address, CancellationToken cancellation)
    {
        var user = userName is null ? "user:unknown" : "user:" + userName;
        (string, string) key;
        Counted? count;
        lock (sync)
        {
            key = (user, counted.Count < MostAddresses ? address.ToString() : "many");
            if (!counted.TryGetValue(key, out count))
                counted[key] = count = new Counted(clock.GetUtcNow());
            if (++count.Attempts > 1)
                return;
        }
        await Write(key, count, cancellation);
    }

    /// <summary>
    /// Writes the counts whose minute is over, or all. What the database does not take stays counted.
    /// </summary>
    public async Task Flush(bool all, CancellationToken cancellation)
    {
        List<KeyValuePair<(string, string), Counted>> due;
        lock (sync)
            due = [.. counted.Where(entry => all || clock.GetUtcNow() - entry.Value.Since >= Window)];
        foreach (var (key, count) in due)
        {
            await Write(key, count, cancellation);
            lock (sync)
            {
                // Another flush may have removed it, and the next minute begun.
                if (count.Written == count.Attempts && counted.GetValueOrDefault(key) == count)
                    counted.Remove(key);
            }
        }
    }

    async Task Write((string User, string Address) key, Counted count, CancellationToken cancellation)
    {
        int attempts;
        lock (sync)
        {
            // Two may write at once; each takes what the other has not.
            attempts = count.Attempts - count.Taken;
            count.Taken += attempts;
        }
        if (attempts == 0)
            return;
        var written = false;
        try
        {
            var text = attempts + (attempts == 1 ? " attempt" : " attempts");
            await writer.Write(
                db => audit.Add(db, "anonymous", "session.refused", key.User, to: text, address: key.Address),
                cancellation);
            written = true;
        }
        finally
        {
            lock (sync)
            {
                if (written)
                    count.Written += attempts;
                else
                    count.Taken -= attempts;
            }
        }
    }

    /// <summary>Attempts that came, that somebody writes or has written, and that are in the database.</summary>
    sealed class Counted(DateTimeOffset since)
    {
        public int Attempts, Taken, Written;
        public DateTimeOffset Since { get; } = since;
    }
}
