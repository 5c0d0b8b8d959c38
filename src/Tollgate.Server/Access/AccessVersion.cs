using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Access;

/// <summary>One row: the number of changes to users, keys and revocations, for other processes to notice.</summary>
sealed class AccessVersion
{
    public int Id { get; init; }
    public long Version { get; set; }
}

sealed class AccessVersionTable : IEntityTypeConfiguration<AccessVersion>
{
    public void Configure(EntityTypeBuilder<AccessVersion> builder)
    {
        builder.ToTable("access_version");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new AccessVersion { Id = 1, Version = 0 });
    }
}
