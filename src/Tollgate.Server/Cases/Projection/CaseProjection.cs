using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Cases.Projection;

/// <summary>
/// Turns the gate's alerts into cases. It follows their log and stores its offset in the same database transaction as
/// the cases, so each alert is in a case exactly once, whatever crashes when. While the database is away, the log
/// waits.
/// </summary>
sealed class CaseProjection(
    Gate gate,
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    AuditLog audit,
    CaseChanges changes,
    ServerMetrics metrics,
    TimeProvider clock,
    ILogger<CaseProjection> logger) : BackgroundService, IHealthCheck
{
    const int BatchSize = 500;

    /// <summary>
    /// Alerts that come close together share a transaction: one for each would take the gate's processor and disk.
    /// </summary>
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100), LongestWait = TimeSpan.FromSeconds(5);

    long target;
    long position = -1;
    volatile string? fault;

    public override Task StartAsync(CancellationToken cancellation)
    {
        target = gate.Alerts.End;
        return base.StartAsync(cancellation);
    }

    /// <summary>Healthy while cases can be written, once those of the alerts found at start are there.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(Missing() is { } sentence
            ? HealthCheckResult.Unhealthy(sentence)
            : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        var wait = FirstWait;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Follow(() => wait = FirstWait, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (fault is null)
                    logger.CasesNotWritten(e);
                fault = e.Message;
                await Task.Delay(wait, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    async Task Follow(Action onProgress, CancellationToken cancellation)
    {
        var stored = await StoredPosition(cancellation);
        // The database may know of alerts that a power failure took from the log; the new ones begin before that place.
        Volatile.Write(ref position, stored <= gate.Alerts.End ? stored : Math.Min(target, gate.Alerts.End));
        await foreach (var batch in gate.Alerts.Follow(position, BatchSize, Gathering, cancellation))
        {
            var (started, end) = (clock.GetTimestamp(), gate.Alerts.End);
            if (batch.Next > position)
                await Write(batch, cancellation);
            if (fault is not null)
                logger.CasesWrittenAgain();
            fault = null;
            onProgress();
            // In an attack alerts come faster than cases can be made. They can wait in their log, the payments cannot:
            // it rests for as long as it worked.
            if (batch.Alerts.Count == BatchSize && gate.Alerts.End > end)
                await Task.Delay(clock.GetElapsedTime(started), clock, cancellation);
        }
    }

    async Task<long> StoredPosition(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Cases).Select(row => row.Position)
            .SingleAsync(cancellation);
    }

    async Task Write(AlertBatch batch, CancellationToken cancellation)
    {
        var passed = batch.Unreadable.ToList();
        var payments = new List<(string UserId, CaseTransaction Payment)>(batch.Alerts.Count);
        foreach (var alert in batch.Alerts)
        {
            try
            {
                payments.Add(Read(alert));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Tried again, it would fail again: it must not hold up those behind it.
                passed.Add(new(alert.Decision.EventOffset, $"The alert of this event cannot be read: {e.Message}"));
            }
        }
        await writer.WriteThen(Enter, Announce, cancellation);
        Volatile.Write(ref position, batch.Next);
        Tell(passed);

        async Task<IReadOnlyCollection<Case>> Enter(TollgateDb db, CancellationToken running)
        {
            var grouping = new CaseGrouping(db, audit, clock);
            await grouping.Read(
                [.. payments.Select(one => one.Payment.TransactionId)],
                [.. payments.Select(one => one.UserId).Distinct()],
                running);
            foreach (var (userId, payment) in payments)
                await grouping.Alert(userId, payment, running);
            grouping.RecordJoined();
            await db.SaveMany(running);
            await db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Cases)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, batch.Next), running);
            return grouping.Touched;
        }

        void Announce(IReadOnlyCollection<Case> touched) =>
            changes.Announce(touched, payments.Select(one => LiveDecision.Of(one.UserId, one.Payment)));
    }

    (string UserId, CaseTransaction Payment) Read(DecidedTransaction alert)
    {
        var decision = alert.Decision;
        var made = gate.Generations.Of(decision.Generation);
        return (
            Encoding.UTF8.GetString(alert.Transaction.UserId),
            CaseTransaction.Of(alert.Transaction, decision, made));
    }

    /// <summary>Once, behind the commit that passes them.</summary>
    void Tell(List<UnreadableAlert> passed)
    {
        if (passed is not [var first, ..])
            return;
        metrics.AlertsPassed(passed.Count);
        logger.AlertsPassed(passed.Count, first.Offset, first.Reason);
    }

    string? Missing() => Volatile.Read(ref position) switch
    {
        _ when fault is { } why => $"Cases cannot be written: {why}",
        var at when at < target => "Cases are still being made of the alerts found at start.",
        _ => null,
    };
}
