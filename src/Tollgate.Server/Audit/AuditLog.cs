using Tollgate.Server.Access;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Audit;

/// <summary>
/// Adds entries to the context that also holds the change, so that one SaveChanges writes both or neither.
/// Never give it a secret, a token, a card number or the text of a comment.
/// </summary>
sealed class AuditLog(TimeProvider clock)
{
    /// <summary>An entry by the caller of a request.</summary>
    public void Add(
        TollgateDb db, HttpContext http, string action, string subject, string? from = null, string? to = null) =>
        Add(db, Caller.Of(http).Actor, action, subject, from, to, http.Connection.RemoteIpAddress?.ToString());

    /// <summary>An entry by anyone else, as <see cref="AuditEntry.Actor"/> names them.</summary>
    public void Add(
        TollgateDb db,
        string actor,
        string action,
        string subject,
        string? from = null,
        string? to = null,
        string? address = null) =>
        db.AuditEntries.Add(new AuditEntry
        {
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            Object = subject,
            From = from,
            To = to,
            Address = address,
        });
}
