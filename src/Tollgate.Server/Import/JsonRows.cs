using System.Text;
using System.Text.Json;

namespace Tollgate.Server.Import;

/// <summary>
/// JSON lines: one object a line. A column is a property, or <c>outer.inner</c> for a property of an object in it;
/// null and absent are the same.
/// </summary>
sealed class JsonRows : RowReader
{
    readonly record struct Found(int Start, int Length, bool IsText, byte[]? Unescaped);

    readonly (byte[] Full, byte[] Outer, byte[] Inner)[] columns;
    readonly Found[] found;

    public JsonRows(Stream stream, IReadOnlyList<string> wanted) : base(stream)
    {
        columns = [.. wanted.Select(Split)];
        found = new Found[columns.Length];
        PassByteOrderMark();
    }

    public override bool Read()
    {
        while (true)
        {
            Fault = null;
            var ahead = Ahead();
            if (ahead.IsEmpty)
                return false;
            var end = ahead.IndexOf((byte)'\n');
            if (end < 0 && CanGrow(ahead.Length))
                end = (ahead = Ahead(more: true)).IndexOf((byte)'\n');
            var length = end >= 0 ? end + 1 : ahead.Length;
            if (length > MaxRow)
            {
                Refuse("is longer than 64 KiB");
                return true;
            }
            Take(length);
            if (Raw.Trim(" \t\r"u8).IsEmpty)
                continue;
            ReadRow();
            return true;
        }
    }

    public override ReadOnlySpan<byte> Value(int wanted) =>
        found[wanted] is { Unescaped: { } text } ? text : Row.Slice(found[wanted].Start, found[wanted].Length);

    public override bool IsText(int wanted) => found[wanted].IsText;

    void ReadRow()
    {
        Array.Clear(found);
        if (!IsUtf8(Row))
        {
            Fault = "is not UTF-8";
            return;
        }
        var reader = new Utf8JsonReader(Raw);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                Fault = "is not a JSON object";
                return;
            }
            ReadObject(ref reader, []);
            reader.Read();
        }
        catch (JsonException e)
        {
            Fault = $"is not JSON at byte {e.BytePositionInLine}";
        }
        catch (InvalidOperationException)
        {
            Fault = $"has half of a surrogate pair at byte {reader.TokenStartIndex}";
        }
    }

    void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> outer)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && outer.IsEmpty && IsOuter(name))
                ReadObject(ref reader, name);
            else
                Keep(ref reader, outer, name);
        }
    }

    void Keep(ref Utf8JsonReader reader, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var (full, outerOf, inner) = columns[i];
            var isIt = outer.IsEmpty
                ? name.SequenceEqual(full)
                : outer.SequenceEqual(outerOf) && name.SequenceEqual(inner);
            if (isIt)
                found[i] = ReadValue(ref reader);
        }
        reader.Skip();
    }

    static Found ReadValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String when reader.ValueIsEscaped:
                return new Found(0, 0, true, Encoding.UTF8.GetBytes(reader.GetString()!));
            case JsonTokenType.String:
                return new Found(start + 1, reader.ValueSpan.Length, true, null);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var whole = reader;
                whole.Skip();
                return new Found(start, (int)whole.BytesConsumed - start, false, null);
            default:
                return new Found(start, reader.ValueSpan.Length, false, null);
        }
    }

    bool IsOuter(ReadOnlySpan<byte> name)
    {
        foreach (var column in columns)
        {
            if (name.SequenceEqual(column.Outer))
                return true;
        }

        return false;
    }

    static (byte[] Full, byte[] Outer, byte[] Inner) Split(string column)
    {
        var dot = column.IndexOf('.');
        return (
            Encoding.UTF8.GetBytes(column),
            Encoding.UTF8.GetBytes(dot > 0 ? column[..dot] : ""),
            Encoding.UTF8.GetBytes(dot > 0 ? column[(dot + 1)..] : ""));
    }
}
