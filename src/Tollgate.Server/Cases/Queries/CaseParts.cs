using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Which page of a case's payments, comments or lines of history.</summary>
/// <param name="Before">Only what stands before this place; null for the newest.</param>
readonly record struct PartsPage(string? Before = null, int Limit = 50)
{
    public PartsPage()
        : this(null)
    {
    }
}

/// <summary>One page, newest first.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
sealed record Parts<T>(List<T> Items, string? Next);

/// <summary>
/// Reads what a case has many of, page by page. Each page is a range of one index, whatever the case has gathered.
/// </summary>
static class CaseParts
{
    public static Task<Parts<CaseTransaction>> Payments(
        TollgateDb db, Guid caseId, PartsPage page, CancellationToken cancellation)
    {
        var payments = db.Set<CaseTransaction>().AsNoTracking().Where(payment => payment.CaseId == caseId);
        if (page.Before is { } before)
        {
            var place = Number(before);
            payments = payments.Where(payment => payment.Place < place);
        }
        return Read(
            payments.OrderByDescending(payment => payment.Place), page, payment => Text(payment.Place), cancellation);
    }

    public static Task<Parts<CaseComment>> Comments(
        TollgateDb db, Guid caseId, PartsPage page, CancellationToken cancellation)
    {
        var comments = page.Before is { } before
            ? db.Set<CaseComment>().FromSql(
                $"SELECT * FROM case_comments WHERE case_id = {caseId} AND id < {Guid.Parse(before)}")
            : db.Set<CaseComment>().Where(comment => comment.CaseId == caseId);
        // The ids are made in the order of time.
        return Read(
            comments.AsNoTracking().OrderByDescending(comment => comment.Id), page, comment => $"{comment.Id}",
            cancellation);
    }

    public static Task<Parts<CaseEvent>> History(
        TollgateDb db, Guid caseId, PartsPage page, CancellationToken cancellation)
    {
        var lines = db.Set<CaseEvent>().AsNoTracking().Where(line => line.CaseId == caseId);
        if (page.Before is { } before)
        {
            var id = Number(before);
            lines = lines.Where(line => line.Id < id);
        }
        return Read(lines.OrderByDescending(line => line.Id), page, line => Text(line.Id), cancellation);
    }

    /// <summary>Whether a cursor is one of the whole numbers that payments and lines of history go by.</summary>
    public static bool IsNumber(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>Whether a cursor is one of the ids that comments go by.</summary>
    public static bool IsId(string cursor) => Guid.TryParseExact(cursor, "D", out _);

    static async Task<Parts<T>> Read<T>(
        IQueryable<T> ordered, PartsPage page, Func<T, string> cursor, CancellationToken cancellation)
    {
        // One more than asked for tells whether there is a next page.
        var items = await ordered.Take(page.Limit + 1).ToListAsync(cancellation);
        if (items.Count <= page.Limit)
            return new(items, null);
        items.RemoveAt(page.Limit);
        return new(items, cursor(items[^1]));
    }

    static long Number(string cursor) => long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
