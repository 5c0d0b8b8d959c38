using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>The conditions of a <see cref="CaseFilter"/> in SQL, and the values of their parameters.</summary>
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

    /// <summary>Behind every other character.</summary>
    const string Last = "\U0010FFFF";

    readonly List<string> conditions = [];
    readonly List<(string Name, object Value)> values = [];

    /// <summary>In the same order for the same SQL.</summary>
    public IReadOnlyList<(string Name, object Value)> Values => values;

    public static CaseSql Of(CaseFilter filter)
    {
        var where = new CaseSql();
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
        values.Add((name, value));
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

    /// <summary>Finds out, at a bounded cost, whether the text of a filter fits few cases or many.</summary>
    public static bool TextHasManyHits(string text, ReadConnection connection) =>
        HasManyHits(TextProbe, new CaseSql().BindUsersAndPayments(text), connection);

    /// <summary>The same for an entity.</summary>
    public static bool EntityHasManyHits(string? kind, string entity, ReadConnection connection)
    {
        string[] kinds = kind is null ? ["user", "merchant", "card", "device"] : [kind];
        var hits = kinds.Select(
            one => $"SELECT 1 FROM {(one == "user" ? "cases" : "case_transactions")} WHERE {one}_id = @entity");
        return HasManyHits(string.Join(" UNION ALL ", hits), new CaseSql().Bind("@entity", entity), connection);
    }

    static bool HasManyHits(string hits, CaseSql bound, ReadConnection connection) =>
        connection.Number($"SELECT count(*) FROM ({hits} LIMIT @most)", bound.Bind("@most", Few + 1).Values) > Few;

    CaseSql BindText(string text)
    {
        var id = SqliteDialect.IdText(text);
        return BindUsersAndPayments(text).Bind("@id_text", id).Bind("@id_text_end", id + Last);
    }

    CaseSql BindUsersAndPayments(string text) => Bind("@text", text).Bind("@text_end", text + Last);
}
