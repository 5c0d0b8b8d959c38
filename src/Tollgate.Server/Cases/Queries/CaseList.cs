using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Queries;

/// <summary>One page of cases.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
/// <param name="Total">Cases of all pages, exact; null when nobody asked to count them.</param>
sealed record CasePage(List<CaseSummary> Items, string? NextCursor, long? Total);

/// <summary>
/// Reads pages of cases. In SQL by hand, as this is the query that every open dashboard repeats: the page is a range of
/// one index, begun behind the cursor's row.
/// </summary>
sealed class CaseList(IDbContextFactory<TollgateDb> databases, CaseCounter counter)
{
    public async Task<CasePage> Read(CaseFilter filter, CancellationToken cancellation)
    {
        // Before this query has its connection: counting wants one as well.
        long? total = filter.OnlyStatus ? (await counter.Get(cancellation)).Of(filter.Status) : null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = db.Database.GetDbConnection();
        if (filter.Text is { } text)
        {
            await using var probe = connection.CreateCommand();
            filter = filter with { TextHasManyHits = await CaseSql.HasManyHits(text, probe, cancellation) };
        }
        var (items, next) = await Page(connection, filter, cancellation);
        if (filter.Count)
            total ??= await Count(connection, filter, cancellation);
        return new(items, next?.Text(), total);
    }

    static async Task<(List<CaseSummary>, CaseCursor?)> Page(
        DbConnection connection, CaseFilter filter, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        var (column, ascending) = (filter.Unindexed + filter.Sort.Column(), filter.Sort.IsAscending());
        var where = CaseSql.Of(filter, command);
        if (filter.Cursor is { } place)
        {
            where.And($"({column}, id) {(ascending ? '>' : '<')} (@value, @id)");
            where.Bind("@value", place.Value).Bind("@id", place.Id);
        }
        var direction = ascending ? "ASC" : "DESC";
        where.Bind("@limit", filter.Limit + 1);
        command.CommandText =
            $"SELECT {CaseRow.Columns} FROM cases{where} ORDER BY {column} {direction}, id {direction} LIMIT @limit";
        var items = new List<CaseSummary>(filter.Limit);
        Case? last = null;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            // One more than asked for tells whether there is a next page.
            if (items.Count == filter.Limit)
                return (items, CaseCursor.Behind(last!, filter.Sort));
            last = CaseRow.Read(rows);
            items.Add(new(last));
        }
        return (items, null);
    }

    static async Task<long> Count(DbConnection connection, CaseFilter filter, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM cases{CaseSql.Of(filter, command)}";
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
