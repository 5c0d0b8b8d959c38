using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Decisions;
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
    const string Columns =
        "id, user_id, status, risk, decision, transaction_id, amount_minor, currency, reasons, transaction_count, "
        + "assignee, source, opened_at, updated_at, closed_at, marks, amount_base";

    public async Task<CasePage> Read(CaseFilter filter, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = db.Database.GetDbConnection();
        if (filter.Text is { } text)
        {
            await using var probe = connection.CreateCommand();
            filter = filter with { TextHasManyHits = await CaseSql.HasManyHits(text, probe, cancellation) };
        }
        var (items, next) = await Page(connection, filter, cancellation);
        long? total = filter.OnlyStatus ? (await counter.Get(cancellation)).Of(filter.Status)
            : filter.Count ? await Count(connection, filter, cancellation)
            : null;
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
            $"SELECT {Columns} FROM cases{where} ORDER BY {column} {direction}, id {direction} LIMIT @limit";
        var items = new List<CaseSummary>(filter.Limit);
        CaseCursor? last = null;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            // One more than asked for tells whether there is a next page.
            if (items.Count == filter.Limit)
                return (items, last);
            items.Add(Summary(rows));
            if (items.Count == filter.Limit)
                last = Place(filter.Sort, items[^1], rows);
        }
        return (items, null);
    }

    static async Task<long> Count(DbConnection connection, CaseFilter filter, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM cases{CaseSql.Of(filter, command)}";
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static CaseCursor Place(CaseSort sort, CaseSummary last, DbDataReader row) => new(
        sort,
        sort switch
        {
            CaseSort.Risk => row.GetDouble(3),
            CaseSort.Amount => row.GetInt64(16),
            _ => last.OpenedAt.ToUnixTimeMilliseconds(),
        },
        last.Id);

    static CaseSummary Summary(DbDataReader row)
    {
        var risk = row.GetDouble(3);
        var marks = (DecisionFlags)row.GetInt32(15);
        return new CaseSummary
        {
            Id = row.GetGuid(0),
            UserId = row.GetString(1),
            Status = CaseStatusNames.FromText(row.GetString(2)),
            Risk = risk < 0 ? null : risk,
            Decision = (DecisionKind)row.GetInt32(4),
            TransactionId = row.GetString(5),
            AmountMinor = row.IsDBNull(6) ? null : row.GetInt64(6),
            Currency = row.IsDBNull(7) ? null : row.GetString(7),
            Reasons = new(row.GetString(8)),
            TransactionCount = row.GetInt32(9),
            Assignee = row.IsDBNull(10) ? null : row.GetString(10),
            Source = row.GetString(11),
            OpenedAt = Time(row, 12),
            UpdatedAt = Time(row, 13),
            ClosedAt = row.IsDBNull(14) ? null : Time(row, 14),
            Late = marks.HasFlag(DecisionFlags.Late),
            Degraded = marks == DecisionFlags.None ? [] : marks.Degraded(),
        };
    }

    static DateTimeOffset Time(DbDataReader row, int at) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at));
}
