using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tollgate.Server.Cases.Queries;

/// <summary>The place behind the last case of a page.</summary>
/// <param name="Value">What the list is sorted by: a risk (double), base minor units or Unix ms (long).</param>
readonly record struct CaseCursor(CaseSort Sort, object Value, Guid Id)
{
    public static CaseCursor Behind(Case last, CaseSort sort) => new(
        sort,
        sort switch
        {
            CaseSort.Risk => last.Risk,
            CaseSort.Amount => last.AmountBase,
            _ => last.OpenedAt.ToUnixTimeMilliseconds(),
        },
        last.Id);

    public string Text() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)Sort}|{Value}|{Id:N}")));

    public static bool TryParse(string text, CaseSort sort, out CaseCursor cursor)
    {
        cursor = default;
        if (text.Length > 128 || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        if (parts.Length != 3 || parts[0] != ((int)sort).ToString(CultureInfo.InvariantCulture))
            return false;
        if (Number(parts[1], sort) is not { } value || !Guid.TryParseExact(parts[2], "N", out var id))
            return false;
        cursor = new(sort, value, id);
        return true;
    }

    static object? Number(string text, CaseSort sort)
    {
        if (sort != CaseSort.Risk)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : null;
        }
        // A comparison with what is no number would find nothing, and the database takes it for none at all.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && real is >= Case.None and <= 1
            ? real
            : null;
    }
}
