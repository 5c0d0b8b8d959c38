using System.ComponentModel.DataAnnotations;
using System.Text;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Http;

namespace Tollgate.Server.Labels;

/// <summary>What a payment turned out to be, as it is sent.</summary>
/// <param name="ReportedAt">
/// RFC 3339; absent = the timestamp of a signed call, so that the same bytes say the same whenever they come, and now
/// for a bearer; but never before the payment.
/// </param>
/// <param name="Source">
/// What a machine calls its source, at most 64 characters; absent = the name of its key. A person must leave it out.
/// </param>
sealed record LabelRequest(
    string TransactionId,
    [property: AllowedValues("fraud", "genuine")] string Label,
    string? ReportedAt = null,
    string? Source = null)
{
    const int LongestSource = 64;

    /// <summary>Checks the rules that need no payment.</summary>
    public bool TryRead(
        AuthenticationResult call, DateTimeOffset now, out LabelSubmission request, out Problem? problem)
    {
        var caller = call.Caller!;
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (TransactionId.Length == 0)
            errors["transaction_id"] = ["must not be empty."];
        else if (CardNumber.IsIssued(TransactionId))
            errors["transaction_id"] = [CardNumber.Refusal + "."];
        var kind = Label == "fraud" ? LabelKind.Fraud : LabelKind.Genuine;
        if (Label is not ("fraud" or "genuine"))
            errors["label"] = ["must be fraud or genuine."];
        var reported = (call.SignedAt ?? now).ToUnixTimeMilliseconds();
        if (ReportedAt is not null && !Rfc3339.TryParse(Encoding.UTF8.GetBytes(ReportedAt), out reported))
            errors["reported_at"] = ["is not an RFC 3339 time with an offset, such as 2026-11-23T12:00:00.000Z."];
        else if (ReportedAt is not null && reported > now.ToUnixTimeMilliseconds() + EventTimes.FutureTolerance)
            errors["reported_at"] = ["lies more than 5 minutes ahead of the gate's clock."];
        if (Source is { Length: 0 or > LongestSource } || Source?.Any(char.IsControl) == true)
            errors["source"] = ["must have 1 to 64 characters, none of them control characters."];
        else if (Source is not null && CardNumber.IsIn(Source))
            errors["source"] = [CardNumber.Refusal + "."];
        else if (caller.UserId is not null && Source is not null && Source != caller.Name)
            errors["source"] = ["must be left out: a label by a person has the person's name."];
        problem = errors.Count > 0 ? Problems.Invalid(errors) : null;
        var source = caller.UserId is null
            ? LabelSource.Machine(Source ?? caller.Name)
            : LabelSource.Analyst(caller.Name);
        request = new LabelSubmission(TransactionId, kind, reported, source);
        return problem is null;
    }
}
