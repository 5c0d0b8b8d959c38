using System.Text.Json.Serialization;

namespace Tollgate.Server.Cases;

/// <summary>Where a case stands: OPEN → CONFIRMED_FRAUD or FALSE_POSITIVE, and back to OPEN.</summary>
enum CaseStatus
{
    [JsonStringEnumMemberName("OPEN")]
    Open,

    [JsonStringEnumMemberName("CONFIRMED_FRAUD")]
    ConfirmedFraud,

    [JsonStringEnumMemberName("FALSE_POSITIVE")]
    FalsePositive,
}

/// <summary>The same words in JSON, in the database and in the audit log.</summary>
static class CaseStatusNames
{
    static readonly string[] Names = ["OPEN", "CONFIRMED_FRAUD", "FALSE_POSITIVE"];

    /// <summary>"OPEN, CONFIRMED_FRAUD, FALSE_POSITIVE", for messages.</summary>
    public static string Choices { get; } = string.Join(", ", Names);

    public static string Text(this CaseStatus status) => Names[(int)status];

    public static CaseStatus FromText(string text) => (CaseStatus)Array.IndexOf(Names, text);

    public static bool TryParse(string text, out CaseStatus status) => (status = FromText(text)) >= 0;
}
