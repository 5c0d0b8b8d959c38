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

    /// <summary>As another system sees it.</summary>
    /// <param name="risk">Null = as the gate said.</param>
    /// <param name="reasons">Null = as the gate said.</param>
    public CaseTransaction Reported(double? risk, string? reasons, DateTimeOffset at)
    {
        (Risk, Reasons, DecidedAt) = (risk ?? Risk, reasons ?? Reasons, at);
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
        builder.HasIndex(payment => payment.CaseId);
        builder.HasIndex(payment => new { payment.MerchantId, payment.CaseId });
        builder.HasIndex(payment => new { payment.CardId, payment.CaseId });
        builder.HasIndex(payment => new { payment.DeviceId, payment.CaseId });
    }
}
