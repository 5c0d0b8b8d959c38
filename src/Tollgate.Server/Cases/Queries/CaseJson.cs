using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Decisions;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>
/// Writes a <see cref="CasePage"/> from the columns of the database, with nothing in between. One buffer and JSON
/// writer a thread.
/// </summary>
sealed class CaseJson(ArrayBufferWriter<byte> bytes, Utf8JsonWriter json)
{
    [ThreadStatic] static CaseJson? ofThread;

    readonly ArrayBufferWriter<byte> bytes = bytes;
    readonly Utf8JsonWriter json = json;

    /// <returns>To be used on this thread, until the end of the page.</returns>
    public static CaseJson Begin()
    {
        var page = ofThread ??= New();
        page.bytes.ResetWrittenCount();
        page.json.Reset();
        page.json.WriteStartObject();
        page.json.WriteStartArray("items"u8);
        return page;
    }

    /// <param name="row">Columns of <see cref="CaseRow"/>.</param>
    public void Add(DbDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.GetGuid(0));
        json.WriteString("user_id"u8, row.GetString(1));
        json.WriteString("status"u8, row.GetString(2));
        if (row.GetDouble(3) is var risk and >= 0)
            json.WriteNumber("risk"u8, risk);
        else
            json.WriteNull("risk"u8);
        json.WriteString("decision"u8, ((DecisionKind)row.GetInt32(4)).Name());
        json.WriteString("transaction_id"u8, row.GetString(5));
        if (row.IsDBNull(6))
            json.WriteNull("amount_minor"u8);
        else
            json.WriteNumber("amount_minor"u8, row.GetInt64(6));
        WriteText("currency"u8, row, 7);
        json.WritePropertyName("reasons"u8);
        json.WriteRawValue(SqliteDialect.Utf8(row, 9), skipInputValidation: true);
        json.WriteNumber("transaction_count"u8, row.GetInt32(11));
        WriteText("assignee"u8, row, 12);
        json.WriteString("source"u8, row.GetString(13));
        WriteTime("opened_at"u8, row.GetInt64(14));
        WriteTime("updated_at"u8, row.GetInt64(15));
        if (row.IsDBNull(16))
            json.WriteNull("closed_at"u8);
        else
            WriteTime("closed_at"u8, row.GetInt64(16));
        json.WriteNumber("version"u8, row.GetInt32(17));
        WriteFlags((DecisionFlags)row.GetInt32(10));
        json.WriteEndObject();
    }

    public byte[] End(string? next, long? total)
    {
        json.WriteEndArray();
        json.WriteString("next_cursor"u8, next);
        if (total is { } count)
            json.WriteNumber("total"u8, count);
        else
            json.WriteNull("total"u8);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    static CaseJson New()
    {
        var bytes = new ArrayBufferWriter<byte>(32 * 1024);
        return new(bytes, new Utf8JsonWriter(bytes, DecisionJson.Options));
    }

    void WriteText(ReadOnlySpan<byte> name, DbDataReader row, int column) =>
        json.WriteString(name, row.IsDBNull(column) ? null : row.GetString(column));

    void WriteTime(ReadOnlySpan<byte> name, long unixMs)
    {
        Span<byte> text = stackalloc byte[Rfc3339.Length];
        Rfc3339.Write(unixMs, text);
        json.WriteString(name, text);
    }

    void WriteFlags(DecisionFlags flags)
    {
        json.WriteBoolean("late"u8, flags.HasFlag(DecisionFlags.Late));
        json.WriteStartArray("degraded"u8);
        if (flags != DecisionFlags.None)
        {
            foreach (var lack in flags.Degraded())
                json.WriteStringValue(lack);
        }
        json.WriteEndArray();
    }
}
