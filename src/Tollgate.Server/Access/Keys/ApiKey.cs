using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Access.Keys;

/// <summary>A machine that calls the gate.</summary>
sealed class ApiKey
{
    public required string Id { get; init; }

    /// <summary>What people call it; also the source of its cases and labels. A successor has the same.</summary>
    public required string Name { get; init; }

    /// <summary>Separated by blanks.</summary>
    public required string Scopes { get; init; }

    /// <summary>The HMAC key, encrypted under the master key.</summary>
    public required byte[] EncryptedSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when a successor was made; both work until then.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public static IQueryable<ApiKey> Active(IQueryable<ApiKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now));
}

sealed class MachineKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("machine_keys");
        builder.Property(key => key.Name).HasMaxLength(64);
    }
}
