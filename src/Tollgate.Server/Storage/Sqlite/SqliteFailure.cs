using Microsoft.Data.Sqlite;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>How SQLite says why it did not do something.</summary>
static class SqliteFailure
{
    // SQLITE_PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
    static readonly int[] Unavailable = [3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 26];

    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    const int PrimaryKey = 1555, Unique = 2067;

    /// <summary>Whether the database is to blame and not the statement: locked, or its disk full or broken.</summary>
    public static bool IsUnavailable(Exception e) =>
        e.GetBaseException() is SqliteException sqlite && Unavailable.Contains(sqlite.SqliteErrorCode);

    /// <summary>Whether a row with the same key is there already.</summary>
    public static bool IsDuplicate(Exception e) =>
        e.GetBaseException() is SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique };
}
