using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Which case a payment is in.</summary>
static class CaseLookup
{
    /// <summary>Null when it is in none.</summary>
    public static Task<Guid?> CaseIdOf(this TollgateDb db, string transactionId, CancellationToken cancellation) =>
        db.Set<CaseTransaction>().Where(payment => payment.TransactionId == transactionId)
            .Select(payment => (Guid?)payment.CaseId).SingleOrDefaultAsync(cancellation);
}
