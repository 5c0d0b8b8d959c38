using System.Buffers;
using System.Text.Json;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Labels;

namespace Tollgate.Server.Commands;

/// <summary>Prints records of the logs on standard output, one JSON object a line, with the contents as the API shows
/// them.</summary>
/// <param name="id">Prints only what concerns this transaction; null = all.</param>
sealed class LogPrinter(GateLogReader reader, byte[]? id) : IDisposable
{
    const int FlushBytes = 64 << 10;
    const int RecordsPerCheck = 4_096;

    readonly Stream output = Console.OpenStandardOutput();
    readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    readonly Utf8JsonWriter json = new(Stream.Null, DecisionJson.Options);

    /// <summary>Lines so far.</summary>
    public long Printed { get; private set; }

    /// <summary>Prints what there is; false when nobody reads the output any more.</summary>
    /// <param name="end">Events from this offset on are left.</param>
    public bool Print(long end, CancellationToken cancellation)
    {
        for (var i = 0; reader.TryRead(out var record); i++)
        {
            if (i % RecordsPerCheck == 0)
                cancellation.ThrowIfCancellationRequested();
            if (record.Log == GateLog.Events && record.Offset >= end)
                break;
            if (id is not null && !record.TransactionId.SequenceEqual(id))
                continue;
            Write(record);
            if (buffer.WrittenCount >= FlushBytes && !Flush())
                return false;
        }
        return Flush();
    }

    public void Dispose()
    {
        json.Dispose();
        output.Dispose();
    }

    bool Flush()
    {
        if (OutputPipe.IsClosed)
            return false;
        output.Write(buffer.WrittenSpan);
        output.Flush();
        buffer.ResetWrittenCount();
        return true;
    }

    void Write(LoggedRecord record)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("log"u8, record.Log switch
        {
            GateLog.Events => GateSettings.Events,
            GateLog.Decisions => GateSettings.Decisions,
            _ => GateSettings.Alerts,
        });
        json.WriteNumber("offset"u8, record.Offset);
        json.WriteString("append_time"u8, Rfc3339.Text(record.AppendTime));
        json.WriteString("kind"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(record.Kind.ToString()));
        WriteFlags(record.Flags);
        WriteContent(record);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        Printed++;
    }

    void WriteFlags(RecordFlags flags)
    {
        json.WriteStartArray("flags"u8);
        if (flags.HasFlag(RecordFlags.Imported))
            json.WriteStringValue("imported"u8);
        if (flags.HasFlag(RecordFlags.Silent))
            json.WriteStringValue("silent"u8);
        json.WriteEndArray();
    }

    void WriteContent(LoggedRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Transaction:
                json.WritePropertyName("transaction"u8);
                TransactionJson.Write(json, record.Transaction);
                break;
            case RecordKind.Label:
                json.WritePropertyName("label"u8);
                LabelJson.Write(json, record.Label);
                break;
            case RecordKind.Generation:
                json.WritePropertyName("generation"u8);
                JsonSerializer.Serialize(json, record.Generation, ApiJson.Options);
                break;
            case RecordKind.Decision:
                var decision = record.Decision;
                json.WriteNumber("event_offset"u8, decision.EventOffset);
                if (!record.HasTransaction)
                    break; // retention has taken the event and left its decision
                json.WritePropertyName("decision"u8);
                var made = reader.Generations.Of(decision.Generation);
                DecisionJson.Write(json, record.Transaction, decision, made, full: false);
                break;
        }
    }
}
