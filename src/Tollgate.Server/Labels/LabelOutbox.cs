using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Labels;

/// <summary>
/// Delivers the labels of closed cases to the log: at once where it can, else again and again, also after a restart. A
/// label that was logged but not yet removed here is delivered twice, which the gate takes as unchanged.
/// </summary>
sealed class LabelOutbox(
    Gate gate,
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    TimeProvider clock,
    ILogger<LabelOutbox> logger) : BackgroundService
{
    const int BatchSize = 200;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim delivering = new(1);
    readonly SemaphoreSlim work = new(1);

    /// <summary>
    /// Tries to write the waiting labels to the log now, and gives up after a short time: the background work of this
    /// class then writes what is left.
    /// </summary>
    public async Task TryDeliver()
    {
        try
        {
            await Deliver(CancellationToken.None).WaitAsync(Patience, clock);
        }
        catch (Exception)
        {
            // The background will meet the same failure, and log it.
            work.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        delivering.Dispose();
        work.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var failing = false;
        while (true)
        {
            await work.WaitAsync(cancellation);
            try
            {
                await Deliver(cancellation);
                failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!failing)
                    logger.LabelsWait(e);
                failing = true;
                await Task.Delay(Pause, clock, cancellation);
                work.Release();
            }
        }
    }

    async Task Deliver(CancellationToken cancellation)
    {
        await delivering.WaitAsync(cancellation);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            while (true)
            {
                var batch = await db.Set<OutboxLabel>().AsNoTracking().OrderBy(label => label.Id).Take(BatchSize)
                    .ToListAsync(cancellation);
                if (batch.Count == 0)
                    return;
                var results = await Task.WhenAll(batch.Select(label => Submit(label).AsTask()));
                var done = batch.Where((_, i) => IsFinal(results[i], batch[i])).Select(label => label.Id).ToList();
                await writer.Write(
                    (changed, running) => changed.Set<OutboxLabel>().Where(label => done.Contains(label.Id))
                        .ExecuteDeleteAsync(running),
                    cancellation);
                if (done.Count < batch.Count)
                    throw new IOException("The gate took only some of the labels.");
            }
        }
        finally
        {
            delivering.Release();
        }
    }

    ValueTask<SubmitResult> Submit(OutboxLabel label) => gate.SubmitWhenRoom(
        new LabelSubmission(label.TransactionId, label.Label, label.ReportedAt.ToUnixTimeMilliseconds(), label.Source));

    bool IsFinal(SubmitResult result, OutboxLabel label)
    {
        // Another system may have reported a payment that never passed this gate.
        if (result == SubmitResult.Unknown)
            logger.NothingToLabel(label.TransactionId);
        return result is SubmitResult.Done or SubmitResult.Unchanged or SubmitResult.Unknown;
    }
}
