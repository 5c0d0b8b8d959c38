using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Engine.Labels;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Transactions;

// The shapes that GetTransaction writes by hand; a test holds them together.

/// <summary>What is kept of a payment.</summary>
/// <param name="CaseId">The case that it is in; null for none.</param>
/// <param name="Labels">The newest report first: it is the one that holds.</param>
sealed record TransactionResponse(
    TransactionFields Transaction, DecisionResponse Decision, Guid? CaseId, LabelResponse[] Labels);

/// <summary>A payment as it was sent, without what was absent, and with its amount in the base currency.</summary>
/// <param name="AmountMinor">Minor units of the currency.</param>
/// <param name="AmountBase">Minor units of the base currency.</param>
sealed record TransactionFields(
    string TransactionId,
    DateTimeOffset EventTime,
    string UserId,
    long AmountMinor,
    string Currency,
    long AmountBase,
    string MerchantId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MerchantCategory { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Country { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CardCountry { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IpCountry { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [AllowedValues("ecom", "pos", "atm", "transfer")]
    public string? Channel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CardId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ip { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EmailId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, JsonElement>? Attributes { get; init; }
}

/// <summary>What someone reported that a payment turned out to be.</summary>
/// <param name="Source">
/// analyst:NAME for a person who labelled this payment, case:NAME for one who closed its case, machine:NAME for another
/// system, import, or simulation.
/// </param>
sealed record LabelResponse(LabelKind Label, DateTimeOffset ReportedAt, string Source);
