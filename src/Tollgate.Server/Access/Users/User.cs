using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Access.Users;

/// <summary>A person who signs in.</summary>
sealed class User : IdentityUser<Guid>
{
    public required Roles Roles { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Tokens carry the number they were made under: raising it ends them all.</summary>
    public int TokenVersion { get; set; }

    /// <summary>Made by demo mode with the published password, which opens nothing outside demo mode.</summary>
    public bool DemoPassword { get; set; }

    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        SecurityStamp = Guid.NewGuid().ToString("N");
        DemoPassword = false;
    }
}

sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(user => user.Roles).HasConversion(roles => roles.Text(), text => RoleNames.FromText(text));
        builder.Property(user => user.UserName).IsRequired().HasMaxLength(64);
        builder.Property(user => user.NormalizedUserName).IsRequired().HasMaxLength(64);
        builder.HasIndex(user => user.NormalizedUserName).IsUnique();
        builder.Property(user => user.ConcurrencyStamp).IsConcurrencyToken();
        builder.Ignore(user => user.Email).Ignore(user => user.NormalizedEmail).Ignore(user => user.EmailConfirmed)
            .Ignore(user => user.PhoneNumber).Ignore(user => user.PhoneNumberConfirmed)
            .Ignore(user => user.TwoFactorEnabled).Ignore(user => user.LockoutEnabled)
            .Ignore(user => user.LockoutEnd).Ignore(user => user.AccessFailedCount);
    }
}
