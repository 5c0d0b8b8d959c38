using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tollgate.Server.Storage;

/// <summary>
/// Lets as many queries read at once as there are cores. A query can hold its thread for as long as the database does
/// not answer, so the others wait without one, and not for long.
/// </summary>
sealed class ReadLimit : DbConnectionInterceptor, IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim free = new(Readers);
    readonly ConditionalWeakTable<DbConnection, ReadLimit> reading = [];

    public static int Readers { get; } = Math.Max(2, Environment.ProcessorCount);

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellation = default)
    {
        if (!await free.WaitAsync(LongestWait, cancellation))
            throw new DatabaseUnavailableException("Too many queries wait for the database.");
        reading.Add(connection, this);
        // Not the interceptor's own event: a context that is disposed closes its connection without telling it.
        connection.StateChange += LeaveWhenClosed;
        return result;
    }

    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        throw new NotSupportedException("A query that is not asynchronous would wait with its thread.");

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) =>
        Leave(connection);

    public override Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellation = default)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public override Task ConnectionCanceledAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellation = default)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    public void Dispose() => free.Dispose();

    void LeaveWhenClosed(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState == ConnectionState.Closed)
            Leave((DbConnection)sender);
    }

    void Leave(DbConnection connection)
    {
        connection.StateChange -= LeaveWhenClosed;
        if (reading.Remove(connection))
            free.Release();
    }
}
