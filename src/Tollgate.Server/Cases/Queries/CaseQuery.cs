using System.Data.Common;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>
/// The query of a page, in SQL by hand: a page is a range of one index, begun behind the cursor's row.
/// </summary>
static class CaseQuery
{
    /// <summary>Finds out, at a bounded cost, what text and entity need to be looked up well.</summary>
    public static CaseFilter Probed(this CaseFilter filter, ReadConnection connection)
    {
        if (filter.Text is { } text)
            filter = filter with { TextHasManyHits = CaseSql.TextHasManyHits(text, connection) };
        return filter.Entity is { } entity
            ? filter with { EntityHasManyHits = CaseSql.EntityHasManyHits(filter.EntityKind, entity, connection) }
            : filter;
    }

    /// <summary>Takes every case of a page in its order, as columns of <see cref="CaseRow"/>.</summary>
    /// <returns>The place of the next page; null when this is the last.</returns>
    public static CaseCursor? Page(ReadConnection connection, CaseFilter filter, Action<DbDataReader> take)
    {
        var (column, ascending) = (filter.Unindexed + filter.Sort.Column(), filter.Sort.IsAscending());
        var where = CaseSql.Of(filter);
        if (filter.Cursor is { } place)
        {
            where.And($"({column}, id) {(ascending ? '>' : '<')} (@value, @id)");
            where.Bind("@value", place.Value).Bind("@id", place.Id);
        }
        var direction = ascending ? "ASC" : "DESC";
        // One more than asked for tells whether there is a next page.
        where.Bind("@limit", filter.Limit + 1);
        using var rows = connection.Read(
            $"SELECT {CaseRow.Columns} FROM cases{where} ORDER BY {column} {direction}, id {direction} LIMIT @limit",
            where.Values);
        CaseCursor next = default;
        for (var taken = 0; rows.Read(); taken++)
        {
            if (taken == filter.Limit)
                return next;
            take(rows);
            if (taken == filter.Limit - 1)
                next = CaseCursor.Behind(CaseRow.Read(rows), filter.Sort);
        }
        return null;
    }

    public static long Count(ReadConnection connection, CaseFilter filter)
    {
        var where = CaseSql.Of(filter);
        return connection.Number($"SELECT count(*) FROM cases{where}", where.Values);
    }
}
