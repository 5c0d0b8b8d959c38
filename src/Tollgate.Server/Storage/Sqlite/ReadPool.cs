using System.Collections.Concurrent;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>
/// Connections for the queries that come most often, past the object mapper, which costs several times what they do.
/// </summary>
/// <remarks>
/// What another database must bring: a connection with prepared statements, and a number that no commit of any process
/// leaves as it was.
/// </remarks>
sealed class ReadPool(Settings settings) : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    readonly ConcurrentBag<ReadConnection> free = [];
    readonly SemaphoreSlim places = new(ReadLimit.Readers);
    readonly SemaphoreSlim watch = new(1);
    ReadConnection? watching;
    long watches;

    /// <summary>Runs queries on a connection that nobody else uses meanwhile.</summary>
    /// <exception cref="DatabaseUnavailableException">All connections are busy for too long.</exception>
    public async ValueTask<T> Read<T>(Func<ReadConnection, T> query, CancellationToken cancellation)
    {
        await Enter(places, cancellation);
        try
        {
            return On(free.TryTake(out var open) ? open : new ReadConnection(settings), query);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>
    /// Another number than before whenever anybody has committed since, in this process or in another: what was read
    /// behind a number holds while it stays.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database is too slow to tell.</exception>
    public async ValueTask<(long Connection, long Commits)> Version(CancellationToken cancellation)
    {
        await Enter(watch, cancellation);
        try
        {
            // A number means something on its own connection only.
            if (watching is null)
                (watching, watches) = (new ReadConnection(settings), watches + 1);
            return (watches, watching.Number("PRAGMA data_version"));
        }
        catch
        {
            watching?.Dispose();
            watching = null;
            throw;
        }
        finally
        {
            watch.Release();
        }
    }

    public void Dispose()
    {
        foreach (var connection in free)
            connection.Dispose();
        watching?.Dispose();
        places.Dispose();
        watch.Dispose();
    }

    /// <summary>Waits without a thread, which a query can hold for as long as the database does not answer.</summary>
    static async ValueTask Enter(SemaphoreSlim limit, CancellationToken cancellation)
    {
        if (!await limit.WaitAsync(LongestWait, cancellation))
            throw new DatabaseUnavailableException("Too many queries wait for the database.");
    }

    /// <summary>A connection that failed is not used again.</summary>
    T On<T>(ReadConnection connection, Func<ReadConnection, T> query)
    {
        try
        {
            var result = query(connection);
            free.Add(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
