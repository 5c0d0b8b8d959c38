using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Cases;

/// <summary>A payment of a case, with all that a screen shows of it: it outlives the log's retention.</summary>
sealed class CaseTransaction
{
    /// <summary>The primary key: a payment belongs to at most one case.</summary>
    public required string TransactionId { get; init; }

    public Guid CaseId { get; set; }

    /// <summary>
    /// The version with which the case took it: pages follow it, and it tells what had joined when the case was closed.
    /// </summary>
    public int Place { get; set; }

    /// <summary>Null, as all of the payment, when another system reported it and the gate never saw it.</summary>
    public DateTimeOffset? EventTime { get; init; }

    public long? AmountMinor { get; init; }
    public long? AmountBase { get; init; }
    public string? Currency { get; init; }
    public string? MerchantId { get; init; }
    public string? MerchantCategory { get; init; }
    public string? CardId { get; init; }
    public string? DeviceId { get; init; }
    public string? Country { get; init; }
    public string? CardCountry { get; init; }
    public string? IpCountry { get; init; }
    public string? Channel { get; init; }
    public DecisionKind Decision { get; init; }
    public double? Risk { get; set; }
    public string Reasons { get; set; } = "[]";
    public DecisionFlags Flags { get; init; }
    public required DateTimeOffset DecidedAt { get; set; }

    /// <summary>Whether the gate has decided it; else its id and a report are all there is.</summary>
    public bool IsSeen => EventTime is not null;

    /// <param name="made">The generation that decided it.</param>
    public static CaseTransaction Of(Transaction transaction, Decision decision, Generation made) => new()
    {
        TransactionId = Encoding.UTF8.GetString(transaction.TransactionId),
        EventTime = DateTimeOffset.FromUnixTimeMilliseconds(transaction.EventTime),
        AmountMinor = transaction.AmountMinor,
        AmountBase = transaction.AmountBase,
        Currency = Encoding.ASCII.GetString(transaction.Currency),
        MerchantId = transaction.TextOrNull(EntityKind.Merchant.Field()),
        MerchantCategory = transaction.MerchantCategory is var code and >= 0 ? code.ToString("D4") : null,
        CardId = transaction.TextOrNull(EntityKind.Card.Field()),
        DeviceId = transaction.TextOrNull(EntityKind.Device.Field()),
        Country = Code(transaction.Country),
        CardCountry = Code(transaction.CardCountry),
        IpCountry = Code(transaction.IpCountry),
        Channel = transaction.Channel.Name(),
        Decision = decision.Kind,
        Risk = double.IsNaN(decision.Risk) ? null : decision.Risk,
        Reasons = ReasonJson.Of(transaction, decision, made),
        Flags = decision.Flags,
        DecidedAt = DateTimeOffset.FromUnixTimeMilliseconds(decision.DecidedAt),
    };

    /// <summary>
    /// As another system sees it as well. Where the gate let it pass, the report says what is risky about it; where the
    /// gate found it risky itself, no report makes it less so, whichever of the two came first.
    /// </summary>
    /// <param name="risk">Null = as the gate said.</param>
    /// <param name="reasons">"[]" = as the gate said.</param>
    public CaseTransaction Reported(double? risk, string reasons)
    {
        if (Decision == DecisionKind.Approve)
            (Risk, Reasons) = (risk ?? Risk, reasons == "[]" ? Reasons : reasons);
        else
            (Risk, Reasons) = (Risk ?? risk, ReasonJson.Joined(Reasons, reasons));
        return this;
    }

    static string? Code(ReadOnlySpan<byte> letters) => letters.IsEmpty ? null : Encoding.ASCII.GetString(letters);
}

sealed class CaseTransactionTable : IEntityTypeConfiguration<CaseTransaction>
{
    public void Configure(EntityTypeBuilder<CaseTransaction> builder)
    {
        builder.ToTable("case_transactions");
        builder.HasKey(payment => payment.TransactionId);
        builder.Property(payment => payment.TransactionId).HasMaxLength(64);
        builder.HasIndex(payment => new { payment.CaseId, payment.Place });
        builder.HasIndex(payment => new { payment.MerchantId, payment.CaseId });
        builder.HasIndex(payment => new { payment.CardId, payment.CaseId });
        builder.HasIndex(payment => new { payment.DeviceId, payment.CaseId });
    }
}
