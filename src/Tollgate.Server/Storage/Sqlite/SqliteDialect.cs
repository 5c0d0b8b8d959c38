using System.Data.Common;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>What the rest of the server must know of SQLite, and of no other database.</summary>
static class SqliteDialect
{
    /// <summary>It takes one writing transaction at a time.</summary>
    public const int Writers = 1;

    /// <summary>How long a statement waits for the lock of another process.</summary>
    public const int LockSeconds = 1;

    /// <summary>
    /// Goes before a column that no index is to serve: the planner cannot know how many rows a condition leaves, and
    /// takes no index over an expression.
    /// </summary>
    public const string NoIndex = "+";

    /// <summary>An id, or the beginning of one, as the provider stores it: text in capitals.</summary>
    public static string IdText(string id) => id.ToUpperInvariant();

    /// <summary>A text as it is stored, without the way through a string.</summary>
    public static byte[] Utf8(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
