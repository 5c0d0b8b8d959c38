using System.Globalization;
using Tollgate.Server.Access;
using Tollgate.Server.Http;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Reads a <see cref="CaseFilter"/> from a request; whatever is wrong is refused by its name.</summary>
static class CaseFilterReader
{
    const int MostPerPage = 200, LongestText = 128;
    static readonly string[] EntityKinds = ["user", "card", "merchant", "device"];

    /// <exception cref="ProblemException">A parameter is unknown, doubled or against its rule.</exception>
    public static CaseFilter Read(HttpContext http)
    {
        var filter = new CaseFilter();
        string? cursor = null;
        foreach (var (name, values) in http.Request.Query)
        {
            if (values.Count > 1)
                throw Wrong(name, "stands here twice.");
            // A field of a form that was left empty does not narrow.
            if (values[0] is not { Length: > 0 } value)
                continue;
            if (name == "cursor")
                cursor = value;
            else
                filter = With(filter, name, value, http);
        }
        if (filter.From > filter.To)
            throw Wrong("from", "must not be after to.");
        if (cursor is null)
            return filter;
        return CaseCursor.TryParse(cursor, filter.Sort, out var place)
            ? filter with { Cursor = place }
            : throw Wrong("cursor", "must be the next_cursor of a page of the same sort.");
    }

    static CaseFilter With(CaseFilter filter, string name, string value, HttpContext http) => name switch
    {
        "status" => filter with
        {
            Status = CaseStatusNames.TryParse(value, out var status)
                ? status
                : throw Wrong(name, $"must be one of {CaseStatusNames.Choices}."),
        },
        "assignee" => filter with { Assignee = Assignee(value, http) },
        "min_risk" => filter with { MinRisk = Risk(name, value) },
        "entity" => Entity(filter, value),
        "text" => filter with { Text = Short(name, value.Trim()) is { Length: > 0 } text ? text : null },
        "from" => filter with { From = Time(name, value) },
        "to" => filter with { To = Time(name, value) },
        "sort" => filter with { Sort = Sort(name, value) },
        "limit" => filter with { Limit = Limit(name, value) },
        "count" => filter with
        {
            Count = bool.TryParse(value, out var count) ? count : throw Wrong(name, "must be true or false."),
        },
        _ => throw Wrong(name, "is not known here."),
    };

    static string Assignee(string value, HttpContext http) => value switch
    {
        "none" => "",
        "me" => Caller.Of(http).Name,
        _ => Short("assignee", value),
    };

    static CaseFilter Entity(CaseFilter filter, string value)
    {
        Short("entity", value);
        // An id may hold a colon too: only the words of a kind are taken for one.
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? null : Array.Find(EntityKinds, known => known == value[..colon]);
        var id = kind is null ? value : value[(colon + 1)..];
        if (id.Length == 0)
            throw Wrong("entity", "must be an id, or a kind and an id, such as user:u-1 or card:c-1.");
        return filter with { EntityKind = kind, Entity = id };
    }

    static double Risk(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var risk) && risk is >= 0 and <= 1
            ? risk
            : throw Wrong(name, "must be a number from 0 to 1, such as 0.995.");

    static DateTimeOffset Time(string name, string value) =>
        Engine.Transactions.Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(value), out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : throw Wrong(name, "must be an RFC 3339 time with an offset, such as 2026-11-23T12:00:00Z.");

    static CaseSort Sort(string name, string value) => value switch
    {
        "newest" => CaseSort.Newest,
        "oldest" => CaseSort.Oldest,
        "risk" => CaseSort.Risk,
        "amount" => CaseSort.Amount,
        _ => throw Wrong(name, "must be one of newest, oldest, risk, amount."),
    };

    static int Limit(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= MostPerPage
            ? limit
            : throw Wrong(name, $"must be from 1 to {MostPerPage}.");

    static string Short(string name, string value) =>
        value.Length <= LongestText ? value : throw Wrong(name, $"must have at most {LongestText} characters.");

    static ProblemException Wrong(string name, string message) => new(Problems.Invalid(name, message));
}
