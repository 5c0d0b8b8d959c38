using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases.Projection;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Reports;

/// <summary>Enters a reported payment into a case, in one database transaction.</summary>
sealed class ExternalReports(
    Gate gate,
    RequestAuthenticator signed,
    DatabaseWriter writer,
    AuditLog audit,
    CaseChanges changes,
    TimeProvider clock)
{
    const int MaxBytes = 64 * 1024;

    public async Task<Results<Created<CaseSummary>, Ok<CaseSummary>, Problem>> Take(HttpContext http)
    {
        using var body = await RequestBytes.Read(http.Request, MaxBytes);
        if (body.TooLarge)
            return Problems.TooLarge("A report may have 64 KiB.");
        var call = await signed.AuthenticateOnce(http, body.Memory, Scopes.Cases);
        if (!call.Allowed)
            return call.Refusal;
        if (MediaTypes.RefuseUnlessJson(http.Request) is { } refusal)
            return refusal;
        var report = JsonBody.Read<ReportRequest>(body.Span);
        return report.Errors() is { Count: > 0 } errors
            ? Problems.Invalid(errors)
            : await Enter(report, call.Caller, http);
    }

    async Task<Results<Created<CaseSummary>, Ok<CaseSummary>, Problem>> Enter(
        ReportRequest report, Caller caller, HttpContext http)
    {
        var known = gate.History.Find(report.TransactionId);
        var user = Encoding.UTF8.GetBytes(report.UserId);
        if (known is not null && !known.Transaction.UserId.SequenceEqual(user))
            return OtherUser(report);
        var address = http.Connection.RemoteIpAddress?.ToString();
        var (holder, isNew) = await writer.WriteThen(Find, Announce, http.RequestAborted);
        if (holder.UserId != report.UserId)
            return OtherUser(report);
        if (!isNew)
            return TypedResults.Ok(new CaseSummary(holder));
        return TypedResults.Created($"/api/cases/{holder.Id}", new CaseSummary(holder));

        async Task<(Case Holder, bool IsNew)> Find(TollgateDb db, CancellationToken running)
        {
            if (await db.CaseIdOf(report.TransactionId, running) is { } id)
                return (await db.Cases.AsNoTracking().SingleAsync(one => one.Id == id, running), false);
            var grouping = new CaseGrouping(db, audit, clock);
            await grouping.Read([report.TransactionId], [report.UserId], running);
            var entered = grouping.Report(report.UserId, Payment(report, known), caller.Name, caller.Actor, address);
            Record(db, entered, report, caller, address);
            return (entered, true);
        }

        void Announce((Case Holder, bool IsNew) found)
        {
            if (found.IsNew)
                changes.Announce([found.Holder]);
        }
    }

    void Record(TollgateDb db, Case entered, ReportRequest report, Caller caller, string? address)
    {
        var now = clock.GetUtcNow();
        db.Add(new CaseEvent
        {
            CaseId = entered.Id,
            At = now,
            Actor = caller.Name,
            Action = CaseEvent.Reported,
            To = report.TransactionId,
        });
        audit.Add(
            db, caller.Actor, "case.reported", CaseGrouping.Subject(entered.Id),
            to: "transaction:" + report.TransactionId, address: address);
        if (report.Note is not { } note)
            return;
        db.Add(new CaseComment
        {
            Id = Guid.CreateVersion7(now),
            CaseId = entered.Id,
            Author = caller.Name,
            Text = note.Trim(),
            At = now,
        });
    }

    CaseTransaction Payment(ReportRequest report, DecidedTransaction? known)
    {
        var reasons = ReasonJson.Of((report.Reasons ?? []).Select(reason => reason.Worded));
        if (known is null)
        {
            return new CaseTransaction
            {
                TransactionId = report.TransactionId,
                Decision = DecisionKind.Review,
                Risk = report.Risk,
                Reasons = reasons,
                DecidedAt = clock.GetUtcNow(),
            };
        }
        var made = gate.Generations.Of(known.Decision.Generation);
        var seen = CaseTransaction.Of(known.Transaction, known.Decision, made).Reported(report.Risk, reasons);
        // A case is opened when it is reported, however long ago the payment was let through.
        seen.DecidedAt = clock.GetUtcNow();
        return seen;
    }

    static Problem OtherUser(ReportRequest report) => Problems.Conflict(
        "other_user", $"Transaction \"{report.TransactionId}\" belongs to another user than \"{report.UserId}\".");
}
