using System.Globalization;
using System.Text;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Audit;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Queries;

/// <summary>
/// All cases of a filter as CSV (RFC 4180), in one pass over them. It reads page by page: memory does not grow with the
/// cases, and somebody who takes the answer slowly holds no state of the database.
/// </summary>
static class CaseExport
{
    const int PageSize = 1_000;

    static readonly (string Name, Func<CaseSummary, string?> Cell)[] Columns =
    [
        ("id", item => item.Id.ToString()),
        ("user_id", item => Quoted(item.UserId)),
        ("status", item => item.Status.Text()),
        ("risk", item => Number(item.Risk)),
        ("decision", item => item.Decision.ToString().ToLowerInvariant()),
        ("transaction_id", item => Quoted(item.TransactionId)),
        ("amount_minor", item => Number(item.AmountMinor)),
        ("currency", item => item.Currency),
        ("transaction_count", item => Number(item.TransactionCount)),
        ("assignee", item => Quoted(item.Assignee)),
        ("source", item => Quoted(item.Source)),
        ("opened_at", item => UtcTimeConverter.Text(item.OpenedAt)),
        ("updated_at", item => UtcTimeConverter.Text(item.UpdatedAt)),
        ("closed_at", item => item.ClosedAt is { } closed ? UtcTimeConverter.Text(closed) : ""),
    ];

    public static async Task Write(HttpContext http, CaseList list, DatabaseWriter writer, AuditLog audit)
    {
        var filter = CaseFilterReader.Read(http) with { Limit = PageSize, Count = false };
        // Before the first line leaves: who could not be written down gets nothing.
        await writer.Write(
            db => audit.Add(db, http, "cases.exported", "cases", to: Described(http)), http.RequestAborted);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"cases.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Name)).Append("\r\n");
        while (true)
        {
            var page = await list.Read(filter, http.RequestAborted);
            foreach (var item in page.Items)
                Append(text, item);
            await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
            if (page.NextCursor is null || !CaseCursor.TryParse(page.NextCursor, filter.Sort, out var next))
                return;
            text.Clear();
            filter = filter with { Cursor = next };
        }
    }

    /// <summary>What was asked for, as an audit entry may say it; null for all cases.</summary>
    static string? Described(HttpContext http)
    {
        var asked = http.Request.Query.Where(one => !string.IsNullOrEmpty(one.Value)).Select(
            one => $"{one.Key}={(CardNumber.IsIn(one.Value) ? "(a card number)" : one.Value)}");
        return string.Join('&', asked) is { Length: > 0 } text ? text : null;
    }

    static void Append(StringBuilder to, CaseSummary item) =>
        to.AppendJoin(',', Columns.Select(column => column.Cell(item))).Append("\r\n");

    static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Quoted where needed. A spreadsheet takes a cell that begins with one of these for a formula, and callers choose
    /// ids: OWASP, "CSV Injection".
    /// </summary>
    static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if ("=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n'") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
