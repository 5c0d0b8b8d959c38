using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Storage;

/// <summary>
/// Brings the database to the schema of this version. A new one is made by one script in one transaction, which a
/// crash leaves whole or not begun; an older one is migrated by a server that has the data folder for itself.
/// </summary>
static class Schema
{
    /// <summary>The newest migration, which the script of a new database contains.</summary>
    public const string Version = "20261125160000_OwedLabels";

    /// <summary>What a start waits for other processes that prepare the same database.</summary>
    const int PatienceSeconds = 10;

    /// <summary>For a server: makes what is missing, migrates what is older.</summary>
    /// <exception cref="OperatorException">It cannot be made, is newer, or another process uses it.</exception>
    public static void Prepare(Settings settings)
    {
        if (Make(settings) is not null)
            Migrate(settings);
    }

    /// <summary>For a verb that may run beside a server, under which it must not change the schema.</summary>
    /// <exception cref="OperatorException">It cannot be made, or is not of this version.</exception>
    public static void Require(Settings settings)
    {
        if (Make(settings) is not null)
        {
            throw new OperatorException(
                "Tollgate:DataFolder",
                $"{settings.DatabaseFile} has the schema of an older version: start the server of this version once, "
                + "which migrates it.");
        }
    }

    /// <returns>The version of an older database; null when it is of this one.</returns>
    static string? Make(Settings settings)
    {
        DataFolder.Make(settings);
        try
        {
            using var connection = Open(settings);
            var found = Find(connection) ?? Create(connection);
            return string.CompareOrdinal(found, Version) switch
            {
                < 0 => found,
                0 => null,
                > 0 => throw new OperatorException(
                    "Tollgate:DataFolder",
                    $"{settings.DatabaseFile} was written by a newer version (schema {found}, this one knows "
                    + $"{Version}): use that version, or restore a copy made before."),
            };
        }
        catch (SqliteException e)
        {
            throw new OperatorException(
                "Tollgate:DataFolder", $"{settings.DatabaseFile} cannot be used: {e.Message.TrimEnd('.')}.");
        }
    }

    static SqliteConnection Open(Settings settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.DatabaseFile,
            DefaultTimeout = PatienceSeconds,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The newest migration of a database; "" where the first did not end, null in an empty one.</summary>
    static string? Find(SqliteConnection connection)
    {
        const string history = "SELECT count(*) FROM sqlite_schema WHERE name = '__EFMigrationsHistory'";
        if (Ask<long>(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            return null;
        return Ask<long>(connection, history) == 0
            ? ""
            : Ask<string>(connection, "SELECT coalesce(max(MigrationId), '') FROM \"__EFMigrationsHistory\"");
    }

    static string Create(SqliteConnection connection)
    {
        // Readers beside one writer; the mode stays in the file.
        Run(connection, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        // Another process may have been faster.
        if (Find(connection) is { } made)
            return made;
        using var resource = typeof(Schema).Assembly.GetManifestResourceStream("Schema.sql")!;
        using var script = new StreamReader(resource);
        Run(connection, script.ReadToEnd());
        transaction.Commit();
        return Version;
    }

    static void Migrate(Settings settings)
    {
        Console.Error.WriteLine($"Migrates {settings.DatabaseFile} to {Version}.");
        using var alone = Alone(settings);
        using var db = Database.Open(settings);
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL;");
        // EF's own lock is a row that a killed process leaves behind, and that the next would wait for without end.
        db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\";");
        db.Database.Migrate();
        db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\";");
    }

    static IDisposable Alone(Settings settings)
    {
        try
        {
            return Recovery.Hold(settings.Gate);
        }
        catch (LogException e)
        {
            throw new OperatorException("Tollgate:DataFolder", e.Message);
        }
    }

    static T Ask<T>(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
