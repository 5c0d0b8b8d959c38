using System.Data.Common;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>
/// The conditions of a <see cref="CaseFilter"/> in SQL, their values bound to the command they are for.
/// </summary>
sealed class CaseSql
{
    const string NoIndex = SqliteDialect.NoIndex;

    const string AnyEntity =
        """
        id IN (SELECT id FROM cases WHERE user_id = @entity
        UNION SELECT case_id FROM case_transactions WHERE merchant_id = @entity
        UNION SELECT case_id FROM case_transactions WHERE card_id = @entity
        UNION SELECT case_id FROM case_transactions WHERE device_id = @entity)
        """;

    // As ranges, which an index can serve whatever the collation of LIKE.
    const string Users = "user_id >= @text AND user_id < @text_end";
    const string Transactions = "transaction_id >= @text AND transaction_id < @text_end";
    const string Merchants = "merchant_id >= @text AND merchant_id < @text_end";
    const string Ids = "id >= @id_text AND id < @id_text_end";

    const string FewHits =
        $"""
        id IN (SELECT id FROM cases WHERE {Users}
        UNION SELECT case_id FROM case_transactions WHERE {Transactions}
        UNION SELECT case_id FROM case_transactions WHERE {Merchants}
        UNION SELECT id FROM cases WHERE {Ids})
        """;

    // Tried on case after case: a text that fits many fills a page soon.
    const string ManyHits =
        $"""
        ({NoIndex}{Users} OR {NoIndex}{Ids} OR EXISTS (SELECT 1 FROM case_transactions
        WHERE case_id = cases.id AND ({NoIndex}{Transactions} OR {NoIndex}{Merchants})))
        """;

    const string TextProbe =
        $"""
        SELECT 1 FROM cases WHERE {Users}
        UNION ALL SELECT 1 FROM case_transactions WHERE {Transactions}
        UNION ALL SELECT 1 FROM case_transactions WHERE {Merchants}
        """;

    const int Few = 2_000;

    readonly DbCommand command;
    readonly List<string> conditions = [];

    CaseSql(DbCommand command) => this.command = command;

    public static CaseSql Of(CaseFilter filter, DbCommand command)
    {
        var where = new CaseSql(command);
        if (filter.Status is { } status)
            where.And($"{filter.Unindexed}status = @status").Bind("@status", status.Text());
        if (filter.Assignee is { Length: > 0 } name)
            where.And("assignee = @assignee").Bind("@assignee", name);
        else if (filter.Assignee is not null)
            where.And("assignee IS NULL");
        if (filter.MinRisk is { } risk)
            where.And($"{(filter.Sort == CaseSort.Risk ? "" : NoIndex)}risk >= @min_risk").Bind("@min_risk", risk);
        if (filter.From is { } from)
            where.And("opened_at >= @from").Bind("@from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to)
            where.And("opened_at < @to").Bind("@to", to.ToUnixTimeMilliseconds());
        if (filter.Entity is { } entity)
        {
            where.And(filter.EntityHasManyHits ? EntityTried(filter.EntityKind) : Entity(filter.EntityKind))
                .Bind("@entity", entity);
        }
        if (filter.Text is { } text)
            where.And(filter.TextHasManyHits ? ManyHits : FewHits).BindText(text);
        return where;
    }

    public CaseSql And(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    public CaseSql Bind(string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return this;
    }

    /// <summary>Empty, or " WHERE " and all conditions.</summary>
    public override string ToString() => conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);

    static string Entity(string? kind) => kind switch
    {
        null => AnyEntity,
        "user" => "user_id = @entity",
        _ => $"id IN (SELECT case_id FROM case_transactions WHERE {kind}_id = @entity)",
    };

    /// <summary>The same, tried on case after case: an entity that many cases have fills a page soon.</summary>
    static string EntityTried(string? kind) => kind switch
    {
        null => $"({NoIndex}user_id = @entity OR {Has("merchant")} OR {Has("card")} OR {Has("device")})",
        "user" => $"{NoIndex}user_id = @entity",
        _ => Has(kind),
    };

    static string Has(string kind) =>
        $"EXISTS (SELECT 1 FROM case_transactions WHERE {kind}_id = @entity AND case_id = cases.id)";

    /// <summary>Finds out, at a bounded cost, whether text and entity of a filter fit few cases or many.</summary>
    public static async Task<CaseFilter> Probed(
        CaseFilter filter, DbConnection connection, CancellationToken cancellation)
    {
        if (filter.Text is { } text)
        {
            await using var command = connection.CreateCommand();
            new CaseSql(command).BindText(text);
            filter = filter with { TextHasManyHits = await HasManyHits(command, TextProbe, cancellation) };
        }
        if (filter.Entity is { } entity)
        {
            await using var command = connection.CreateCommand();
            new CaseSql(command).Bind("@entity", entity);
            var probe = EntityProbe(filter.EntityKind);
            filter = filter with { EntityHasManyHits = await HasManyHits(command, probe, cancellation) };
        }
        return filter;
    }

    static string EntityProbe(string? kind)
    {
        string[] kinds = kind is null ? ["user", "merchant", "card", "device"] : [kind];
        return string.Join(" UNION ALL ", kinds.Select(
            one => $"SELECT 1 FROM {(one == "user" ? "cases" : "case_transactions")} WHERE {one}_id = @entity"));
    }

    static async Task<bool> HasManyHits(DbCommand command, string hits, CancellationToken cancellation)
    {
        new CaseSql(command).Bind("@most", Few + 1);
        command.CommandText = $"SELECT count(*) FROM ({hits} LIMIT @most)";
        return (long)(await command.ExecuteScalarAsync(cancellation))! > Few;
    }

    CaseSql BindText(string text)
    {
        const string last = "\U0010FFFF";
        var id = SqliteDialect.IdText(text);
        return Bind("@text", text).Bind("@text_end", text + last).Bind("@id_text", id).Bind("@id_text_end", id + last);
    }
}
