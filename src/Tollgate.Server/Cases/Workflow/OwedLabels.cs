using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Engine.Labels;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>
/// The labels that a closed case owes to the log, in one row however many payments it has. It is written in the
/// transaction that closes the case, so a crash behind that loses nothing.
/// </summary>
sealed class OwedLabels
{
    /// <summary>A case owes what was said of it last.</summary>
    public required Guid CaseId { get; init; }

    public required LabelKind Label { get; set; }
    public required DateTimeOffset ReportedAt { get; set; }
    public required LabelSource Source { get; set; }

    /// <summary>
    /// The version at which it was closed: a payment that took its place later joined when it was open again.
    /// </summary>
    public required int Through { get; set; }

    /// <summary>Payments of this place and above have their label. It goes down, from the newest on.</summary>
    public required int DoneFrom { get; set; }
}

sealed class OwedLabelsTable : IEntityTypeConfiguration<OwedLabels>
{
    public void Configure(EntityTypeBuilder<OwedLabels> builder)
    {
        builder.ToTable("owed_labels");
        builder.HasKey(owed => owed.CaseId);
        builder.Property(owed => owed.CaseId).ValueGeneratedNever();
        builder.HasOne<Case>().WithMany().HasForeignKey(owed => owed.CaseId);
        builder.Property(owed => owed.Source)
            .HasConversion(source => source.ToString(), text => LabelSource.Parse(text));
    }
}
