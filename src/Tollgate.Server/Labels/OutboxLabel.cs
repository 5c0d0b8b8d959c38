using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Engine.Labels;

namespace Tollgate.Server.Labels;

/// <summary>
/// A label for a payment that the gate has not decided yet: another system reported it, and its case was closed before.
/// It is removed when the log has it, or when the payment can no longer come.
/// </summary>
sealed class OutboxLabel
{
    public long Id { get; init; }
    public required string TransactionId { get; init; }
    public required LabelKind Label { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }

    public required LabelSource Source { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset NextTry { get; set; }
}

sealed class WaitingLabelTable : IEntityTypeConfiguration<OutboxLabel>
{
    public void Configure(EntityTypeBuilder<OutboxLabel> builder)
    {
        builder.ToTable("waiting_labels");
        builder.Property(label => label.Id).ValueGeneratedOnAdd();
        builder.Property(label => label.Source)
            .HasConversion(source => source.ToString(), text => LabelSource.Parse(text));
        builder.Property(label => label.NextTry).HasDefaultValue(DateTimeOffset.UnixEpoch);
        builder.HasIndex(label => label.TransactionId);
        builder.HasIndex(label => new { label.NextTry, label.Id });
    }
}
