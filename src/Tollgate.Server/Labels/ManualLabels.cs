using System.Text;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Cases;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Labels;

/// <summary>
/// The payments of a case that a person has labelled one by one: closing the case leaves them as they are. Such a label
/// has the person's name as its source, one by a closed case <c>analyst:NAME</c>, one by a bank the name of its key.
/// </summary>
sealed class ManualLabels(Gate gate, IDbContextFactory<TollgateDb> databases)
{
    public async Task<HashSet<string>> Of(Guid caseId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var payments = await db.Set<CaseTransaction>().Where(payment => payment.CaseId == caseId)
            .Select(payment => payment.TransactionId).ToListAsync(cancellation);
        var labels = await gate.QueryAsync(loop =>
        {
            var labels = new List<(string Id, long Offset, long ReportedAt)>();
            foreach (var id in payments)
            {
                if (loop.LabelOf(id) is { } label)
                    labels.Add((id, label.Offset, label.ReportedAt));
            }

            return labels;
        });
        var sources = labels.ToDictionary(
            label => label.Id, label => SourceOf(label.Offset, label.ReportedAt).ToUpperInvariant());
        var people = await db.Users.Where(user => sources.Values.Contains(user.NormalizedUserName))
            .Select(user => user.NormalizedUserName).ToListAsync(cancellation);
        return [.. sources.Where(one => people.Contains(one.Value)).Select(one => one.Key)];
    }

    /// <summary>The one in force need not be the one that was logged last. Empty when it is kept no more.</summary>
    string SourceOf(long offset, long reportedAt)
    {
        while (gate.History.EventIfKept(offset) is { } frame)
        {
            LogRecord.TryRead(frame, offset, out var record);
            var label = new Label(record.Payload);
            if (label.ReportedAt == reportedAt || label.Previous < 0)
                return Encoding.UTF8.GetString(label.Source);
            offset = label.Previous;
        }
        return "";
    }
}
