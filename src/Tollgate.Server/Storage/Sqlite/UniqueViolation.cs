using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Tollgate.Server.Storage.Sqlite;

/// <summary>How SQLite says that a row with the same key is there already.</summary>
static class UniqueViolation
{
    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    const int PrimaryKey = 1555, Unique = 2067;

    public static bool Is(DbUpdateException e) =>
        e.InnerException is SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique };
}
