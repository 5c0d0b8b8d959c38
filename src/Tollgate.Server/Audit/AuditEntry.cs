using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Audit;

/// <summary>Who did what to which object, when, from where. Written once, never changed.</summary>
sealed class AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// <c>user:NAME</c>, <c>key:ID</c>, <c>command</c>, <c>system</c>, <c>gate</c> or <c>anonymous</c>.
    /// </summary>
    public required string Actor { get; init; }

    /// <summary>Object and verb, such as <c>user.created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind and name, such as <c>user:maria</c>.</summary>
    public required string Object { get; init; }

    public string? From { get; init; }
    public string? To { get; init; }

    /// <summary>Network address of the caller.</summary>
    public string? Address { get; init; }
}

sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.Id).ValueGeneratedOnAdd();
        // FROM and TO are words of SQL.
        builder.Property(entry => entry.From).HasColumnName("value_from");
        builder.Property(entry => entry.To).HasColumnName("value_to");
    }
}
