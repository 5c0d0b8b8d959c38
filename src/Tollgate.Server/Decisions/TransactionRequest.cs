using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Server.Decisions;

// The engine's own parser reads it.

/// <summary>A payment to be decided. Absent and null are the same; fields of other names are kept with it.</summary>
/// <param name="TransactionId">Unique, 1 to 64 characters: the idempotency key.</param>
/// <param name="EventTime">RFC 3339 with an offset.</param>
/// <param name="AmountMinor">Minor units of the currency, 0 to 10^14.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MerchantCategory">ISO 18245, four digits.</param>
/// <param name="Country">Of the merchant; ISO 3166-1 alpha-2.</param>
/// <param name="CardId">A token, never the card's number.</param>
/// <param name="Attributes">Up to 32 of text, number or bool.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
sealed record TransactionRequest(
    string TransactionId,
    DateTimeOffset EventTime,
    string UserId,
    long AmountMinor,
    string Currency,
    string MerchantId,
    string? MerchantCategory = null,
    string? Country = null,
    string? CardCountry = null,
    string? IpCountry = null,
    [property: AllowedValues("ecom", "pos", "atm", "transfer")] string? Channel = null,
    string? CardId = null,
    string? DeviceId = null,
    string? Ip = null,
    string? EmailId = null,
    Dictionary<string, JsonElement>? Attributes = null);
