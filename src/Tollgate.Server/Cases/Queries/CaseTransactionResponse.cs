using System.ComponentModel.DataAnnotations;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Labels;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Cases.Queries;

/// <summary>A payment as the detail of a case shows it. What the gate never saw of it is null.</summary>
/// <param name="AmountMinor">Minor units of the currency.</param>
/// <param name="Risk">0 to 1; null when nothing could score it.</param>
/// <param name="Label">The one in force now; null for none.</param>
sealed record CaseTransactionResponse(
    string TransactionId,
    DateTimeOffset? EventTime,
    long? AmountMinor,
    string? Currency,
    string? MerchantId,
    string? MerchantCategory,
    string? CardId,
    string? DeviceId,
    string? Country,
    string? CardCountry,
    string? IpCountry,
    [property: AllowedValues("ecom", "pos", "atm", "transfer")] string? Channel,
    DecisionKind Decision,
    double? Risk,
    ReasonJson Reasons,
    bool Late,
    [property: AllowedValues("no_model", "model_failed", "features")] IEnumerable<string> Degraded,
    LabelKind? Label)
{
    public static CaseTransactionResponse Of(CaseTransaction from, LabelKind? label) => new(
        from.TransactionId, from.EventTime, from.AmountMinor, from.Currency, from.MerchantId, from.MerchantCategory,
        from.CardId, from.DeviceId, from.Country, from.CardCountry, from.IpCountry, from.Channel, from.Decision,
        from.Risk, new(from.Reasons), from.Flags.HasFlag(DecisionFlags.Late), from.Flags.Degraded(), label);
}
