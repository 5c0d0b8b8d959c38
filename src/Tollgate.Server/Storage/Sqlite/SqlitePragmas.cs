using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Tollgate.Engine.EventLog;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>
/// What SQLite keeps per connection and not in the file: how long to wait for a lock, and whether a commit waits for
/// the disk. Set once per pooled connection, as every query opens and closes one.
/// </summary>
sealed class SqlitePragmas(Durability durability) : DbConnectionInterceptor
{
    readonly ConditionalWeakTable<object, object> seen = [];

    readonly string pragmas = $"PRAGMA busy_timeout = {SqliteDialect.LockSeconds * 1000}; PRAGMA synchronous = "
        + (durability == Durability.Fsync ? "FULL;" : "NORMAL;");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellation = default)
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    void Apply(SqliteConnection connection)
    {
        if (!seen.TryAdd(connection.Handle!, this))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
