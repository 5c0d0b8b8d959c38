using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Cases.Projection;

/// <summary>One row: how far the alerts are in cases. Stored with the cases, hence exactly once.</summary>
sealed class CaseWriterPosition
{
    public int Id { get; init; }

    /// <summary>Offset of the next alert.</summary>
    public long NextOffset { get; set; }
}

sealed class CaseWriterPositionTable : IEntityTypeConfiguration<CaseWriterPosition>
{
    public void Configure(EntityTypeBuilder<CaseWriterPosition> builder)
    {
        builder.ToTable("case_writer_position");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new CaseWriterPosition { Id = 1, NextOffset = 0 });
    }
}
