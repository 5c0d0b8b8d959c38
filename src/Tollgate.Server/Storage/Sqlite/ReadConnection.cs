using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>
/// A connection that stays open to read, with the statements that were run on it: opening one and compiling a statement
/// take longer than reading a page.
/// </summary>
sealed class ReadConnection : IDisposable
{
    /// <summary>Shapes of queries that are kept; the filters of a list have some dozens.</summary>
    const int MostStatements = 128;

    readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    readonly SqliteConnection connection;

    public ReadConnection(Settings settings)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.DatabaseFile,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = SqliteDialect.LockSeconds,
        }.ToString());
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            // The cache, in kB, keeps what many queries meet.
            pragmas.CommandText = "PRAGMA query_only = 1; PRAGMA cache_size = -16000; "
                + $"PRAGMA busy_timeout = {SqliteDialect.LockSeconds * 1000};";
            pragmas.ExecuteNonQuery();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query; its rows are read to their end before the next begins.</summary>
    /// <param name="values">The parameters, always in the same order for the same SQL.</param>
    public DbDataReader Read(string sql, params IReadOnlyList<(string Name, object Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
            command = Prepare(sql, values);
        for (var i = 0; i < values.Count; i++)
            command.Parameters[i].Value = values[i].Value;
        return command.ExecuteReader();
    }

    /// <summary>The only value of the only row.</summary>
    public long Number(string sql, params IReadOnlyList<(string Name, object Value)> values)
    {
        using var rows = Read(sql, values);
        return rows.Read() ? rows.GetInt64(0) : throw new InvalidOperationException($"No row answers {sql}");
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    SqliteCommand Prepare(string sql, IReadOnlyList<(string Name, object Value)> values)
    {
        if (prepared.Count == MostStatements)
        {
            foreach (var old in prepared.Values)
                old.Dispose();
            prepared.Clear();
        }
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.Prepare();
        return prepared[sql] = command;
    }
}
