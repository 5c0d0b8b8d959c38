using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Cases;

/// <summary>One line of a case's history: who changed what.</summary>
sealed class CaseEvent
{
    public const string Opened = "opened", Status = "status", Assigned = "assigned";
    public const string Reported = "reported", Commented = "commented";

    /// <summary>Payments that the gate found risky have joined: from how many to how many.</summary>
    public const string Joined = "joined";

    /// <summary>The gate has decided a payment that another system had reported before.</summary>
    public const string Decided = "decided";

    /// <summary>
    /// A payment that was reported of another user than the gate decided it of: from the case that had it, and to the
    /// case that has it now.
    /// </summary>
    public const string MovedIn = "moved_in", MovedOut = "moved_out";

    public long Id { get; init; }
    public required Guid CaseId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>User name, name of a machine key, or gate.</summary>
    public required string Actor { get; init; }

    public required string Action { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
}

sealed class CaseEventTable : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.ToTable("case_history");
        builder.Property(line => line.Id).ValueGeneratedOnAdd();
        builder.HasOne<Case>().WithMany().HasForeignKey(line => line.CaseId);
        builder.HasIndex(line => new { line.CaseId, line.Id });
        // FROM and TO are words of SQL.
        builder.Property(line => line.From).HasColumnName("value_from");
        builder.Property(line => line.To).HasColumnName("value_to");
    }
}
