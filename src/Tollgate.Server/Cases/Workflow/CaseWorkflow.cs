using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases.Projection;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>
/// What analysts do to cases. The change, its line of history, its audit entry and the labels it owes are one short
/// database transaction, in which the case projection waits.
/// </summary>
/// <remarks>
/// Isolation: the version that was checked, the user's other cases and the payments that get labels must stay as they
/// were read until the commit. SQLite takes one writing transaction at a time, from its beginning. With several
/// writers the version, a concurrency token, still refuses a lost update of the case.
/// </remarks>
sealed class CaseWorkflow(
    DatabaseWriter writer,
    CaseLabels labels,
    AuditLog audit,
    CaseChanges changes,
    TimeProvider clock)
{
    /// <summary>Changes the case, or says why not.</summary>
    /// <param name="mayChange">Whether the version is one that the caller has seen.</param>
    public async Task<Problem?> Change(Guid id, CaseChangeRequest change, Func<int, bool> mayChange, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (change.IsEmpty)
            return Problems.Invalid("status", "or assignee is required.");
        var (_, owed, refused) = await writer.WriteThen(Apply, Announce, cancellation);
        if (owed)
            await labels.TryDeliver(id);
        return refused;

        async Task<(Case? Changed, bool Owed, Problem? Refused)> Apply(TollgateDb db, CancellationToken running)
        {
            var found = await db.Cases.SingleOrDefaultAsync(one => one.Id == id, running);
            if (found is null)
                return (null, false, NoCase(id));
            if (!mayChange(found.Version))
            {
                return (null, false, Problems.PreconditionFailed(
                    "The case was changed after it was read; read it again."));
            }
            var (before, owes) = (found.Version, false);
            var assignee = change.HasAssignee ? await Assignee(db, change.Assignee, running) : found.Assignee;
            if (change.Status is { } status && status != found.Status)
            {
                if (await Refusal(db, found, status, running) is { } refusal)
                    return (null, false, refusal);
                SetStatus(db, found, status, http);
                owes = status != CaseStatus.Open;
            }
            if (assignee != found.Assignee)
                SetAssignee(db, found, assignee, http);
            if (owes)
                await CaseLabels.Owe(db, found, closedBy: Caller.Of(http).Name, running);
            return (found.Version == before ? null : found, owes, null);
        }

        void Announce((Case? Changed, bool Owed, Problem? Refused) done)
        {
            if (done.Changed is not null)
                changes.Announce([done.Changed]);
        }
    }

    /// <summary>Null when there is no such case.</summary>
    public async Task<CommentResponse?> Comment(Guid id, string text, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var author = Caller.Of(http).Name;
        var made = Guid.CreateVersion7(now);
        var comment = new CaseComment { Id = made, CaseId = id, Author = author, Text = text, At = now };
        return await writer.Write(Add, http.RequestAborted) ? CommentResponse.Of(comment) : null;

        async Task<bool> Add(TollgateDb db, CancellationToken running)
        {
            if (!await db.Cases.AnyAsync(found => found.Id == id, running))
                return false;
            db.Add(comment);
            db.Add(new CaseEvent { CaseId = id, At = now, Actor = author, Action = CaseEvent.Commented });
            audit.Add(db, http, "case.commented", CaseGrouping.Subject(id), to: "comment:" + comment.Id);
            return true;
        }
    }

    public static Problem NoCase(object id) => Problems.NotFound($"There is no case \"{id}\".");

    static async Task<Problem?> Refusal(TollgateDb db, Case found, CaseStatus status, CancellationToken cancellation)
    {
        if (status != CaseStatus.Open)
        {
            return found.Status == CaseStatus.Open ? null : Problems.Conflict(
                "illegal_transition",
                $"A case that is {found.Status.Text()} must be OPEN before it becomes {status.Text()}.");
        }
        return await db.Cases.AnyAsync(one => one.UserId == found.UserId && one.Status == CaseStatus.Open, cancellation)
            ? Problems.Conflict("open_case_exists", "The user has another open case; work on that one.")
            : null;
    }

    /// <exception cref="ProblemException">There is no such analyst.</exception>
    static async Task<string?> Assignee(TollgateDb db, string? name, CancellationToken cancellation)
    {
        if (name is null)
            return null;
        var normalized = name.ToUpperInvariant();
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            one => one.NormalizedUserName == normalized && one.DisabledAt == null, cancellation);
        return user is not null && (user.Roles.Expanded() & Roles.Analyst) != 0
            ? user.UserName
            : throw new ProblemException(
                Problems.Invalid("assignee", "must be the name of an active analyst, lead or admin."));
    }

    void SetStatus(TollgateDb db, Case found, CaseStatus status, HttpContext http)
    {
        Record(db, found, CaseEvent.Status, "case.status_changed", found.Status.Text(), status.Text(), http);
        found.Status = status;
        found.ClosedAt = status == CaseStatus.Open ? null : clock.GetUtcNow();
    }

    void SetAssignee(TollgateDb db, Case found, string? assignee, HttpContext http)
    {
        Record(db, found, CaseEvent.Assigned, "case.assigned", found.Assignee, assignee, http);
        found.Assignee = assignee;
    }

    void Record(TollgateDb db, Case found, string line, string action, string? from, string? to, HttpContext http)
    {
        var now = clock.GetUtcNow();
        found.Changed(now);
        var actor = Caller.Of(http).Name;
        db.Add(new CaseEvent { CaseId = found.Id, At = now, Actor = actor, Action = line, From = from, To = to });
        audit.Add(db, http, action, CaseGrouping.Subject(found.Id), from, to);
    }
}
