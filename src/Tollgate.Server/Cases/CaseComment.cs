using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tollgate.Server.Cases;

/// <summary>What someone wrote on a case. Never changed.</summary>
sealed class CaseComment
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>User name, or the name of a machine key.</summary>
    public required string Author { get; init; }

    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
}

sealed class CaseCommentTable : IEntityTypeConfiguration<CaseComment>
{
    public void Configure(EntityTypeBuilder<CaseComment> builder)
    {
        builder.ToTable("case_comments");
        builder.Property(comment => comment.Id).ValueGeneratedNever();
        builder.HasOne<Case>().WithMany().HasForeignKey(comment => comment.CaseId);
        builder.HasIndex(comment => new { comment.CaseId, comment.Id });
    }
}
