using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Cases.Reports;

/// <summary>A payment that another system finds risky.</summary>
/// <param name="Risk">0 to 1; absent = what the gate said, where it saw the payment.</param>
/// <param name="Reasons">Sentences, or {code, text, contribution?}.</param>
/// <param name="Note">Becomes a comment, 1 to 4000 characters.</param>
sealed record ReportRequest(
    string TransactionId, string UserId, double? Risk = null, ReportedReason[]? Reasons = null, string? Note = null)
{
    public const int MostReasons = 16, LongestText = 500, LongestNote = 4000;
    const int LongestId = 64;

    /// <summary>What is against a rule, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Check("transaction_id", IsId(TransactionId), "must have 1 to 64 characters, none of them control characters.");
        Check("user_id", IsId(UserId), "must have 1 to 64 characters, none of them control characters.");
        Check("risk", Risk is null or (>= 0 and <= 1), "must be a number from 0 to 1.");
        Check("reasons", Reasons is null || (Reasons.Length <= MostReasons && Reasons.All(reason => reason.IsShort)),
            $"must be at most {MostReasons} sentences of 1 to {LongestText} characters.");
        Check("note", Note is null || Note.Trim().Length is > 0 and <= LongestNote,
            $"must have 1 to {LongestNote} characters.");
        Check("transaction_id", !CardNumber.IsIssued(TransactionId), CardNumber.Refusal + ".");
        Check("user_id", !CardNumber.IsIssued(UserId), CardNumber.Refusal + ".");
        RefuseCard("note", Note);
        foreach (var reason in Reasons ?? [])
        {
            RefuseCard("reasons", reason.Code);
            RefuseCard("reasons", reason.Text);
        }
        return errors;

        void Check(string field, bool holds, string message)
        {
            if (!holds)
                errors[field] = [message];
        }

        void RefuseCard(string field, string? text) =>
            Check(field, !CardNumber.IsIn(text), CardNumber.Refusal + ".");
    }

    static bool IsId(string id) => id.Length is > 0 and <= LongestId && !id.Any(char.IsControl);
}

/// <summary>A reason as another system words it: a sentence, or an object like the gate's own.</summary>
[JsonConverter(typeof(ReportedReasonConverter))]
[DescribedAs(typeof(OneOf<string, ReasonRequest>))]
sealed record ReportedReason(string Code, string Text, double Contribution = 0)
{
    public bool IsShort => Text.Length is > 0 and <= ReportRequest.LongestText && Code.Length is > 0 and <= 64;

    public Reason Worded => new(Code, Text, Contribution);
}

/// <summary>A reason like the gate's own.</summary>
/// <param name="Code">1 to 64 characters, for machines.</param>
/// <param name="Text">1 to 500 characters, for people.</param>
/// <param name="Contribution">What it adds to the risk, in the reporter's own measure.</param>
sealed record ReasonRequest(string Code, string Text, double Contribution = 0);

sealed class ReportedReasonConverter : JsonConverter<ReportedReason>
{
    public override ReportedReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new("reported", reader.GetString()!);
        try
        {
            var (code, text, contribution) =
                JsonSerializer.Deserialize<ReasonRequest>(ref reader, ApiJson.Options) ?? throw new JsonException();
            return new(code, text, contribution);
        }
        catch (JsonException e)
        {
            // Without a path, so that it gets the one in the whole body.
            throw new JsonException(e.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, ReportedReason value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Worded, options);
}
