using System.Text.Json;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Labels;

/// <summary>Writes a label as the API shows it: <c>{label, reported_at, source}</c>.</summary>
static class LabelJson
{
    public static void Write(Utf8JsonWriter json, ReportedLabel label)
    {
        json.WriteStartObject();
        WriteFields(json, label);
        json.WriteEndObject();
    }

    /// <summary>With the id of the transaction, as a label is sent.</summary>
    public static void Write(Utf8JsonWriter json, Label label)
    {
        json.WriteStartObject();
        json.WriteString("transaction_id"u8, label.TransactionId);
        WriteFields(json, new(label.Kind, label.ReportedAt, label.Source));
        json.WriteEndObject();
    }

    static void WriteFields(Utf8JsonWriter json, ReportedLabel label)
    {
        json.WriteString("label"u8, label.Kind.Name());
        json.WriteString("reported_at"u8, Rfc3339.Text(label.ReportedAt));
        json.WriteString("source"u8, label.Source.ToString());
    }
}
