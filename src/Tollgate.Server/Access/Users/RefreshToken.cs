using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Users;

/// <summary>One link in the chain of a sign-in: used once, for the next.</summary>
sealed class RefreshToken
{
    /// <summary>SHA-256 of the token; the token itself is nowhere stored.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The sign-in it descends from; <c>sid</c> of the access tokens.</summary>
    public required Guid FamilyId { get; init; }

    public required Guid UserId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When its session is over, however often it is refreshed.</summary>
    public required DateTimeOffset SessionEndsAt { get; init; }

    /// <summary>What the sign-in was narrowed to, separated by blanks; null when it was not.</summary>
    public required string? Scopes { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Ends all sessions of a user, inside the transaction of the change that asks for it.</summary>
    public static Task RevokeAll(TollgateDb db, Guid userId, DateTimeOffset now, CancellationToken cancellation) =>
        db.RefreshTokens
            .Where(row => row.UserId == userId && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation);
}

sealed class RefreshTokenTable : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.HasKey(token => token.Hash);
        builder.HasIndex(token => token.FamilyId);
        builder.HasIndex(token => token.UserId);
        builder.HasIndex(token => token.RevokedAt);
        builder.HasIndex(token => token.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
