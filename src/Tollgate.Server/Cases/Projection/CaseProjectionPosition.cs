using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Cases.Projection;

/// <summary>One row: how far the alerts are in cases. Stored with the cases, hence exactly once.</summary>
sealed class CaseProjectionPosition
{
    public int Id { get; init; }

    /// <summary>Offset of the next alert.</summary>
    public long NextOffset { get; set; }
}

sealed class CaseWriterPositionTable : IEntityTypeConfiguration<CaseProjectionPosition>
{
    public void Configure(EntityTypeBuilder<CaseProjectionPosition> builder)
    {
        builder.ToTable("case_writer_position");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new CaseProjectionPosition { Id = 1, NextOffset = 0 });
    }
}
