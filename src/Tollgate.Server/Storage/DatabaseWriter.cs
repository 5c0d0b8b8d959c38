using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Storage;

/// <summary>
/// The only way to change the database. Changes wait in a bounded queue for the threads of the writer, as many as the
/// database takes writers. A database that does not answer therefore holds no thread that decides payments, and whoever
/// wants a change is refused soon.
/// </summary>
sealed class DatabaseWriter : IDisposable
{
    const int MostWaiting = 1_024;

    /// <summary>What a change may wait for its turn. Those behind one that met a lock are refused with it.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    readonly BlockingCollection<Action> waiting = new(MostWaiting);
    readonly IDbContextFactory<TollgateDb> databases;
    readonly TimeProvider clock;
    readonly Thread[] threads;

    public DatabaseWriter(Settings settings, TimeProvider clock)
    {
        databases = Database.ForWriting(settings);
        this.clock = clock;
        threads = [.. Enumerable.Range(0, SqliteDialect.Writers).Select(_ => new Thread(WriteAll)
        {
            Name = "database writer",
            IsBackground = true,
        })];
        foreach (var thread in threads)
            thread.UnsafeStart();
    }

    /// <summary>
    /// Runs a change in a transaction of its own, saves what it did to its context and commits. What it throws takes
    /// everything back. It may be run again where writers get in each other's way: it changes nothing but the database,
    /// and waits for nothing else.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Too many changes wait, or this one waited too long.</exception>
    public Task<T> Write<T>(Func<TollgateDb, CancellationToken, Task<T>> change, CancellationToken cancellation) =>
        WriteThen(change, _ => { }, cancellation);

    /// <inheritdoc cref="Write{T}"/>
    /// <param name="committed">
    /// Told what was done, behind the commit and before that of the next change, so that who hears of changes hears of
    /// them in their order. It must be short, and not throw.
    /// </param>
    public Task<T> WriteThen<T>(
        Func<TollgateDb, CancellationToken, Task<T>> change, Action<T> committed, CancellationToken cancellation)
    {
        // Continuations go to the thread pool: they are requests, and the writer's thread is not theirs.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var since = clock.GetTimestamp();
        return waiting.TryAdd(Run)
            ? answer.Task
            : throw new DatabaseUnavailableException("Too many changes wait for the database; nothing was done.");

        void Run()
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                if (clock.GetElapsedTime(since) > LongestWait)
                    throw new DatabaseUnavailableException("The database is too slow now; nothing was done.");
                var result = Commit(change, cancellation).GetAwaiter().GetResult();
                committed(result);
                answer.SetResult(result);
            }
            catch (OperationCanceledException e)
            {
                answer.SetCanceled(e.CancellationToken);
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Func<TollgateDb, CancellationToken, Task> change, CancellationToken cancellation) => Write(
        async (db, running) =>
        {
            await change(db, running);
            return true;
        },
        cancellation);

    /// <summary>The same for rows that are only added.</summary>
    public Task Write(Action<TollgateDb> change, CancellationToken cancellation) => Write(
        (db, _) =>
        {
            change(db);
            return Task.FromResult(true);
        },
        cancellation);

    /// <summary>Ends when the changes that wait are written.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        foreach (var thread in threads)
            thread.Join();
        waiting.Dispose();
    }

    void WriteAll()
    {
        foreach (var write in waiting.GetConsumingEnumerable())
            write();
    }

    async Task<T> Commit<T>(Func<TollgateDb, CancellationToken, Task<T>> change, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var result = await change(db, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
