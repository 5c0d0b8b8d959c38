using System.Text;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Import;

/// <summary>
/// CSV by RFC 4180, in UTF-8, with a header: columns in any order, fields in quotes may hold the delimiter, line ends
/// and doubled quotes. A row that breaks these rules is refused by itself; reading goes on in the next line.
/// </summary>
sealed class CsvRows : RowReader
{
    readonly record struct Part(int Start, int Length, bool Doubled);

    readonly byte delimiter;
    readonly int[] columns;
    readonly int width;
    Part[] parts = new Part[32];
    int count;
    bool quoteIsOpen;

    /// <param name="name">Of the file, for messages.</param>
    /// <param name="wanted">Names of the columns that will be asked for.</param>
    /// <exception cref="OperatorException">The header cannot be read or lacks a wanted column.</exception>
    public CsvRows(Stream stream, string name, IReadOnlyList<string> wanted, byte delimiter = (byte)',') : base(stream)
    {
        this.delimiter = delimiter;
        columns = [];
        PassByteOrderMark();
        if (!Read() || Fault is not null)
            throw new OperatorException(name, "has no header with the names of its columns.");
        width = count;
        var header = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(Unquoted(i))).ToArray();
        columns = [.. wanted.Select(column => Array.IndexOf(header, column))];
        if (Array.IndexOf(columns, -1) is var missing and >= 0)
        {
            throw new OperatorException(
                name,
                $"has no column \"{wanted[missing]}\"; it has {string.Join(", ", header)}. " +
                "Name one of them in the map.");
        }
    }

    public override bool Read()
    {
        while (true)
        {
            Fault = null;
            var ahead = Ahead();
            if (ahead.IsEmpty)
                return false;
            var length = Scan(ahead);
            if (length < 0 && Fault is null && CanGrow(ahead.Length))
                length = Scan(Ahead(more: true));
            if (length is < 0 or > MaxRow)
            {
                Refuse(Fault ?? (quoteIsOpen
                    ? "opens a quote that is not closed within 64 KiB"
                    : "is longer than 64 KiB"));
                return true;
            }
            Take(length);
            if (Raw.IsEmpty)
                continue;
            if (width > 0 && count != width)
                Fault = $"has {count} fields, the header has {width}";
            else if (!IsUtf8(Row))
                Fault = "is not UTF-8";
            return true;
        }
    }

    public override ReadOnlySpan<byte> Value(int wanted) => Unquoted(columns[wanted]);

    public override bool IsText(int wanted) => false;

    /// <summary>Finds the fields of the first row; its length with its line end, or -1 without an end.</summary>
    int Scan(ReadOnlySpan<byte> text)
    {
        count = 0;
        quoteIsOpen = false;
        for (var at = 0; ;)
        {
            var end = at < text.Length && text[at] == '"' ? ScanQuoted(text, at) : ScanPlain(text, at);
            if (end < 0)
                return -1;
            if (end == text.Length)
                return Ended ? end : -1;
            if (text[end] == delimiter)
                at = end + 1;
            else if (text[end] == '\n')
                return end + 1;
            else if (text[end] == '\r' && end + 1 == text.Length)
                return Ended ? text.Length : -1;
            else if (text[end] == '\r' && text[end + 1] == '\n')
                return end + 2;
            else
                return Break("has text behind a closing quote");
        }
    }

    int ScanPlain(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAny(delimiter, (byte)'\n', (byte)'"');
        var end = length < 0 ? text.Length : at + length;
        if (end < text.Length && text[end] == '"')
            return Break("has a quote inside a field that does not begin with one");
        if (end > at && text[end - 1] == '\r' && (end == text.Length || text[end] == '\n'))
            end--;
        Add(new Part(at, end - at, false));
        return end;
    }

    int ScanQuoted(ReadOnlySpan<byte> text, int at)
    {
        var from = ++at;
        var doubled = false;
        while (true)
        {
            var quote = text[at..].IndexOf((byte)'"');
            quoteIsOpen = quote < 0;
            if (quoteIsOpen)
                return -1;
            at += quote + 1;
            if (at == text.Length || text[at] != '"')
                break;
            doubled = true;
            at++;
        }
        Add(new Part(from, at - 1 - from, doubled));
        return at;
    }

    int Break(string fault)
    {
        Fault = fault;
        return -1;
    }

    void Add(Part part)
    {
        if (count == parts.Length)
            Array.Resize(ref parts, count * 2);
        parts[count++] = part;
    }

    ReadOnlySpan<byte> Unquoted(int field)
    {
        var part = parts[field];
        var text = Row.Slice(part.Start, part.Length);
        if (!part.Doubled)
            return text;
        var single = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            single[length++] = text[i];
            if (text[i] == '"')
                i++;
        }
        return single.AsSpan(0, length);
    }
}
