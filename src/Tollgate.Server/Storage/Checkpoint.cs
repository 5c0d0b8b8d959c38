using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Storage;

/// <summary>
/// How far a part of the server is, by its name. It is written in the transaction of what it counts, hence says exactly
/// what is there.
/// </summary>
sealed class Checkpoint
{
    /// <summary>Changes to users, keys and sessions, counted for other processes to notice.</summary>
    public const string Access = "access";

    /// <summary>Offset of the first alert that is not in a case yet.</summary>
    public const string Cases = "cases";

    public required string Name { get; init; }
    public long Position { get; set; }
}

sealed class CheckpointTable : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> builder)
    {
        builder.ToTable("checkpoints");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(64);
        builder.HasData(
            new Checkpoint { Name = Checkpoint.Access },
            new Checkpoint { Name = Checkpoint.Cases });
    }
}
