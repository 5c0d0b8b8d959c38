using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Which cases, in what order: the query of the list and of the export. Null does not narrow.</summary>
sealed record CaseFilter
{
    public CaseStatus? Status { get; init; }

    /// <summary>A user name; "" = nobody's.</summary>
    public string? Assignee { get; init; }

    public double? MinRisk { get; init; }

    /// <summary>user, card, merchant or device; null = any of them.</summary>
    public string? EntityKind { get; init; }

    public string? Entity { get; init; }

    /// <summary>Beginning of a case id, user, transaction id or merchant.</summary>
    public string? Text { get; init; }

    /// <summary>Opened at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Opened before.</summary>
    public DateTimeOffset? To { get; init; }

    public CaseSort Sort { get; init; }
    public CaseCursor? Cursor { get; init; }
    public int Limit { get; init; } = 50;
    public bool Count { get; init; }

    /// <summary>Found out before the query, which is another one then.</summary>
    public bool TextHasManyHits { get; init; }

    /// <summary>The same for the entity, such as a merchant that half of all cases name.</summary>
    public bool EntityHasManyHits { get; init; }

    /// <summary>
    /// SQL that is put before the columns by which the list is sorted. A filter that few cases match finds them by id
    /// and sorts them, so the index on those columns is switched off; for any other filter this is "", and the list
    /// follows the index until the page is full.
    /// </summary>
    public string Unindexed =>
        (Entity is null || EntityHasManyHits) && (Text is null || TextHasManyHits) ? "" : SqliteDialect.NoIndex;

    /// <summary>Whether nothing but the status narrows, so that the total is known without counting.</summary>
    public bool OnlyStatus =>
        Assignee is null && MinRisk is null && Entity is null && Text is null && From is null && To is null;
}
