using Microsoft.Data.Sqlite;

namespace Tollgate.Server.Tests.Storage;

/// <summary>The write lock of a server's database, held by someone else until it is disposed.</summary>
sealed class WriteLock : IDisposable
{
    readonly SqliteConnection connection;

    public WriteLock(TollgateServer server)
    {
        var file = server.Settings.DatabaseFile;
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run("BEGIN IMMEDIATE");
    }

    public void Dispose()
    {
        Run("ROLLBACK");
        connection.Dispose();
    }

    void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
