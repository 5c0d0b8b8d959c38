using System.Globalization;
using System.Text;
using Tollgate.Server.Http;

namespace Tollgate.Server.Cases.Queries;

/// <summary>All cases of a filter as CSV (RFC 4180), page by page, so that memory does not grow with them.</summary>
static class CaseExport
{
    const int PageSize = 200;

    const string Head =
        "id,user_id,status,risk,decision,transaction_id,amount_minor,currency,transaction_count,assignee,source,"
        + "opened_at,updated_at,closed_at\r\n";

    public static async Task Write(HttpContext http, CaseList list)
    {
        var filter = CaseFilterReader.Read(http) with { Limit = PageSize, Count = false };
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"cases.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        var text = new StringBuilder(Head);
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

    static void Append(StringBuilder to, CaseSummary item) => to.AppendJoin(
        ',',
        item.Id, Cell(item.UserId), item.Status.Text(), Number(item.Risk), item.Decision.ToString().ToLowerInvariant(),
        Cell(item.TransactionId), Number(item.AmountMinor), item.Currency, Number(item.TransactionCount),
        Cell(item.Assignee), Cell(item.Source),
        UtcTimeConverter.Text(item.OpenedAt), UtcTimeConverter.Text(item.UpdatedAt),
        item.ClosedAt is { } closed ? UtcTimeConverter.Text(closed) : "").Append("\r\n");

    static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Quoted where needed. A spreadsheet takes a cell that begins with one of these for a formula, and callers choose
    /// ids: OWASP, "CSV Injection".
    /// </summary>
    static string Cell(string? text)
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
