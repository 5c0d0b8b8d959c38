using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Decisions;

/// <summary>
/// Writes a decision as the API answers it: <c>{transaction_id, user_id, decision, risk, scores, reasons, features?,
/// generation, late, degraded, decided_at}</c>. The one writer, so that a decision read back equals the one answered.
/// </summary>
static class DecisionJson
{
    /// <summary>For writers of decisions: the gate writes every call in its turn, and never into HTML.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <param name="generation">The one that decided.</param>
    /// <param name="full">With the features, and with reasons for an approved payment too.</param>
    public static void Write(
        Utf8JsonWriter json, Transaction transaction, Decision decision, Generation generation, bool full)
    {
        json.WriteStartObject();
        json.WriteString("transaction_id"u8, transaction.TransactionId);
        json.WriteString("user_id"u8, transaction.UserId);
        json.WriteString("decision"u8, decision.Kind.Name());
        WriteNumber(json, "risk"u8, decision.Risk);
        json.WriteStartObject("scores"u8);
        if (!double.IsNaN(decision.Score) && generation.Model is { } model)
            json.WriteNumber(model.Name, decision.Score);
        json.WriteEndObject();
        WriteReasons(json, Reason.Of(transaction, decision, generation, forAny: full));
        if (full)
            WriteFeatures(json, transaction, decision, generation);
        json.WriteNumber("generation"u8, decision.Generation);
        json.WriteBoolean("late"u8, decision.Flags.HasFlag(DecisionFlags.Late));
        WriteDegraded(json, decision.Flags & ~DecisionFlags.Late);
        Span<byte> time = stackalloc byte[Rfc3339.Length];
        Rfc3339.Write(decision.DecidedAt, time);
        json.WriteString("decided_at"u8, time);
        json.WriteEndObject();
    }

    static void WriteReasons(Utf8JsonWriter json, Reason[] reasons)
    {
        json.WriteStartArray("reasons"u8);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, reason.Code);
            json.WriteString("text"u8, reason.Text);
            json.WriteNumber("contribution"u8, reason.Contribution);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteFeatures(Utf8JsonWriter json, Transaction transaction, Decision decision, Generation generation)
    {
        // What another set of features saw cannot be named any more.
        Span<double> values = stackalloc double[generation.HasOtherFeatures ? 0 : generation.Features.Count];
        if (!values.IsEmpty)
            decision.ReadFeatures(generation.Features, transaction, values);
        json.WriteStartObject("features"u8);
        for (var i = 0; i < values.Length; i++)
            WriteNumber(json, System.Text.Encoding.ASCII.GetBytes(generation.Features.Features[i].Name), values[i]);
        json.WriteEndObject();
    }

    static void WriteDegraded(Utf8JsonWriter json, DecisionFlags flags)
    {
        json.WriteStartArray("degraded"u8);
        if (flags != DecisionFlags.None)
        {
            foreach (var name in flags.Degraded())
                json.WriteStringValue(name);
        }
        json.WriteEndArray();
    }

    // NaN stands for absent, which JSON says as null.
    static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsNaN(value))
            json.WriteNull(name);
        else
            json.WriteNumber(name, value);
    }
}
