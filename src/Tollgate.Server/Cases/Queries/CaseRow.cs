using System.Data.Common;
using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Cases.Queries;

/// <summary>A case as SQL by hand reads it: the columns and, in the same order, what becomes of them.</summary>
static class CaseRow
{
    public const string Columns =
        "id, user_id, status, risk, decision, transaction_id, amount_minor, currency, amount_base, reasons, flags, "
        + "transaction_count, assignee, source, opened_at, updated_at, closed_at, version";

    public static Case Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        UserId = row.GetString(1),
        Status = CaseStatusNames.FromText(row.GetString(2)),
        Risk = row.GetDouble(3),
        Decision = (DecisionKind)row.GetInt32(4),
        TransactionId = row.GetString(5),
        AmountMinor = row.IsDBNull(6) ? null : row.GetInt64(6),
        Currency = row.IsDBNull(7) ? null : row.GetString(7),
        AmountBase = row.GetInt64(8),
        Reasons = row.GetString(9),
        Flags = (DecisionFlags)row.GetInt32(10),
        TransactionCount = row.GetInt32(11),
        Assignee = row.IsDBNull(12) ? null : row.GetString(12),
        Source = row.GetString(13),
        OpenedAt = Time(row, 14),
        UpdatedAt = Time(row, 15),
        ClosedAt = row.IsDBNull(16) ? null : Time(row, 16),
        Version = row.GetInt32(17),
    };

    static DateTimeOffset Time(DbDataReader row, int at) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at));
}
