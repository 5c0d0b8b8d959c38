using System.Runtime.CompilerServices;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Pipeline;

/// <param name="Next">Offset behind the last alert, from which to follow once these are taken care of.</param>
public sealed record AlertBatch(IReadOnlyList<DecidedTransaction> Alerts, long Next)
{
    /// <summary>What lies before <see cref="Next"/> and cannot be read, now or later.</summary>
    public IReadOnlyList<UnreadableAlert> Unreadable { get; init; } = [];
}

/// <summary>An alert that is lost, or a damaged place that may have held several.</summary>
/// <param name="Offset">In the log of the alerts.</param>
/// <param name="Reason">One sentence for the operator.</param>
public sealed record UnreadableAlert(long Offset, string Reason);

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
    /// empty, which says that there was nothing to catch up with. What retention, a repair or damage has taken is
    /// passed, and told in its batch: whoever waited for it would wait for ever.
    /// </summary>
    /// <param name="most">Alerts in a batch.</param>
    /// <param name="gathering">How long more alerts are waited for behind the first of a batch.</param>
    /// <exception cref="LogException">The disk does not give what the logs hold; it may the next time.</exception>
    public async IAsyncEnumerable<AlertBatch> Follow(
        long from, int most, TimeSpan gathering, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var cursor = log.OpenCursor(from);
        while (true)
        {
            var batch = Read(cursor, most);
            yield return batch;
            await log.WaitAsync(cursor.Offset, cancellation).ConfigureAwait(false);
            if (batch.Alerts.Count + batch.Unreadable.Count < most)
                await Task.Delay(gathering, cancellation).ConfigureAwait(false);
        }
    }

    AlertBatch Read(LogCursor cursor, int most)
    {
        var (alerts, unreadable) = (new List<DecidedTransaction>(), new List<UnreadableAlert>());
        while (alerts.Count + unreadable.Count < most)
        {
            var at = cursor.Offset;
            if (at < log.FirstOffset)
            {
                cursor.Seek(log.FirstOffset);
                unreadable.Add(new(at, $"The alerts before offset {cursor.Offset} are no longer kept."));
            }
            else if (!TryRead(cursor, at, out var alert, out var reason))
            {
                break;
            }
            else if (alert is not null)
            {
                alerts.Add(alert);
            }
            else
            {
                unreadable.Add(new(at, reason!));
            }
        }
        return new(alerts, cursor.Offset) { Unreadable = unreadable };
    }

    /// <summary>The next alert, or why there is none where one was; false at the end of the log.</summary>
    bool TryRead(LogCursor cursor, long at, out DecidedTransaction? alert, out string? reason)
    {
        (alert, reason) = (null, null);
        try
        {
            if (!cursor.TryRead(out var record))
                return false;
            alert = history.IfKept(record);
            reason = "Its event is no longer kept.";
        }
        catch (LogException e) when (e.IsDamage)
        {
            // An event that cannot be read leaves the cursor behind its alert, a damaged alert leaves it where it is.
            if (cursor.Offset == at && !cursor.TrySkipDamage())
                return false;
            reason = e.Message;
        }
        return true;
    }
}
