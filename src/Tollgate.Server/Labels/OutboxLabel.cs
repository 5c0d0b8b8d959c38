using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Engine.Labels;

namespace Tollgate.Server.Labels;

/// <summary>
/// A label that a closed case owes to the log. It is written in the transaction that closes the case and removed when
/// the log has it, so a crash between the two loses nothing.
/// </summary>
sealed class OutboxLabel
{
    public long Id { get; init; }
    public required string TransactionId { get; init; }
    public required LabelKind Label { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }

    public required LabelSource Source { get; init; }
}

sealed class WaitingLabelTable : IEntityTypeConfiguration<OutboxLabel>
{
    public void Configure(EntityTypeBuilder<OutboxLabel> builder)
    {
        builder.ToTable("waiting_labels");
        builder.Property(label => label.Id).ValueGeneratedOnAdd();
        builder.Property(label => label.Source)
            .HasConversion(source => source.ToString(), text => LabelSource.Parse(text));
    }
}
