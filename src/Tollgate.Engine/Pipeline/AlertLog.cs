using System.Runtime.CompilerServices;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <param name="Next">Offset behind the last alert, from which to follow once these are taken care of.</param>
public sealed record AlertBatch(IReadOnlyList<DecidedTransaction> Alerts, long Next);

/// <summary>The risky transactions with their decisions, in the order in which they were decided.</summary>
public sealed class AlertLog
{
    readonly FileLog log;
    readonly DecisionHistory history;

    internal AlertLog(FileLog log, DecisionHistory history) => (this.log, this.history) = (log, history);

    /// <summary>Offset behind the last alert.</summary>
    public long End => log.End;

    /// <summary>
    /// The alerts behind an offset, and then those that come, for ever. The first batch is there at once and may be
    /// empty, which says that there was nothing to catch up with. An alert is left out whose event retention or a
    /// repair has taken: nothing more can be said of it.
    /// </summary>
    /// <param name="most">Alerts in a batch.</param>
    /// <param name="gathering">How long more alerts are waited for behind the first of a batch.</param>
    /// <exception cref="LogException">A log is damaged.</exception>
    public async IAsyncEnumerable<AlertBatch> Follow(
        long from, int most, TimeSpan gathering, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var cursor = log.OpenCursor(Math.Max(from, log.FirstOffset));
        while (true)
        {
            var alerts = Read(cursor, most);
            yield return new(alerts, cursor.Offset);
            await log.WaitAsync(cursor.Offset, cancellation).ConfigureAwait(false);
            if (alerts.Count < most)
                await Task.Delay(gathering, cancellation).ConfigureAwait(false);
        }
    }

    List<DecidedTransaction> Read(LogCursor cursor, int most)
    {
        var alerts = new List<DecidedTransaction>();
        while (alerts.Count < most && cursor.TryRead(out var record))
        {
            if (history.IfKept(record) is { } alert)
                alerts.Add(alert);
        }
        return alerts;
    }
}
