using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Access.Signing;

/// <summary>A nonce that was accepted, kept until its request would be refused as too old anyway.</summary>
sealed class UsedNonce
{
    public required string KeyId { get; init; }
    public required string Nonce { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

sealed class UsedNonceTable : IEntityTypeConfiguration<UsedNonce>
{
    public void Configure(EntityTypeBuilder<UsedNonce> builder)
    {
        builder.ToTable("used_nonces");
        builder.HasKey(used => new { used.KeyId, used.Nonce });
        builder.HasIndex(used => used.ExpiresAt);
    }
}
