using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Cases;

/// <summary>
/// The risky payments of one user that an analyst looks at together. Everything a list shows stands in this row: a page
/// of cases is read from one index, without a look at another table.
/// </summary>
sealed class Case
{
    /// <summary>What stands for "none" in a column that is sorted by: below every real value.</summary>
    public const int None = -1;

    /// <summary>UUIDv7, made with <see cref="OpenedAt"/>.</summary>
    public required Guid Id { get; init; }

    public required string UserId { get; init; }
    public CaseStatus Status { get; set; }

    /// <summary>Risk of the severest payment, 0 to 1, or <see cref="None"/>.</summary>
    public double Risk { get; set; } = None;

    /// <summary>Decision on the severest payment, review or block.</summary>
    public DecisionKind Decision { get; set; }

    /// <summary>The severest payment; empty when the only one was moved to another case.</summary>
    public string TransactionId { get; set; } = "";

    /// <summary>Null when another system reported the payment and the gate never saw it.</summary>
    public long? AmountMinor { get; set; }

    public string? Currency { get; set; }

    /// <summary>Base minor units, to sort amounts of several currencies, or <see cref="None"/>.</summary>
    public long AmountBase { get; set; } = None;

    /// <summary>JSON array of {code, text, contribution}, as it was worded when the payment was decided.</summary>
    public string Reasons { get; set; } = "[]";

    /// <summary>What the decision lacked.</summary>
    public DecisionFlags Flags { get; set; }

    public int TransactionCount { get; set; }
    public string? Assignee { get; set; }

    /// <summary>gate, or the name of the machine key that reported the first payment.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Never goes back.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Counts every change; the ETag.</summary>
    public int Version { get; set; }

    public void Take(CaseTransaction payment, DateTimeOffset now)
    {
        TransactionCount++;
        Changed(now);
        (payment.CaseId, payment.Place) = (Id, Version);
        if (TransactionCount == 1 || IsSeverer(payment))
            Show(payment);
    }

    /// <summary>Shows another payment as the severest; none when there is none left.</summary>
    public void Show(CaseTransaction? payment)
    {
        (TransactionId, Risk) = (payment?.TransactionId ?? "", payment?.Risk ?? None);
        (Reasons, Flags) = (payment?.Reasons ?? "[]", payment?.Flags ?? DecisionFlags.None);
        (AmountMinor, Currency, AmountBase) = (payment?.AmountMinor, payment?.Currency, payment?.AmountBase ?? None);
        // Another system may report a payment that the gate had approved.
        Decision = payment?.Decision == DecisionKind.Block ? DecisionKind.Block : DecisionKind.Review;
    }

    public void Changed(DateTimeOffset now)
    {
        Version++;
        if (now > UpdatedAt)
            UpdatedAt = now;
    }

    public bool IsSeverer(CaseTransaction payment) =>
        payment.Decision > Decision || (payment.Decision == Decision && (payment.Risk ?? None) > Risk);
}

sealed class CaseTable : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.Property(found => found.Id).ValueGeneratedNever();
        builder.Property(found => found.UserId).HasMaxLength(64);
        builder.Property(found => found.Status)
            .HasConversion(status => status.Text(), text => CaseStatusNames.FromText(text));
        builder.Property(found => found.Version).IsConcurrencyToken();
        builder.HasMany<CaseTransaction>().WithOne().HasForeignKey(payment => payment.CaseId);
        builder.HasIndex(found => found.UserId, "one_open_case_a_user").IsUnique().HasFilter("status = 'OPEN'");
        builder.HasIndex(found => new { found.UserId, found.OpenedAt });
        builder.HasIndex(found => new { found.Status, found.OpenedAt, found.Id });
        builder.HasIndex(found => new { found.OpenedAt, found.Id });
        builder.HasIndex(found => new { found.Status, found.Risk, found.Id });
        builder.HasIndex(found => new { found.Risk, found.Id });
        builder.HasIndex(found => new { found.Status, found.AmountBase, found.Id });
        builder.HasIndex(found => new { found.AmountBase, found.Id });
        builder.HasIndex(found => new { found.Assignee, found.Status, found.OpenedAt, found.Id });
    }
}
