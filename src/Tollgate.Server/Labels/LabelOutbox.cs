using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;
using EventTimes = Tollgate.Engine.Transactions.EventTimes;

namespace Tollgate.Server.Labels;

/// <summary>
/// Keeps the labels of payments that the gate does not know yet and writes each to the log once its payment is decided,
/// also after a restart. A label that was logged but not yet removed here is delivered twice, which the gate takes as
/// unchanged.
/// </summary>
sealed class LabelOutbox(
    Gate gate,
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    TimeProvider clock,
    ILogger<LabelOutbox> logger) : BackgroundService
{
    const int BatchSize = 200;

    /// <summary>A label is tried again after as long as it has waited, within these.</summary>
    static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(5);

    readonly Channel<bool> woken = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes labels in, and what was owed of the same payments out: the newer verdict holds.</summary>
    /// <param name="transactionIds">Of all payments about which something newer is known.</param>
    public async Task Replace(
        TollgateDb db, IReadOnlyCollection<string> transactionIds, IEnumerable<LabelSubmission> waiting,
        CancellationToken cancellation)
    {
        await db.Set<OutboxLabel>().Where(label => transactionIds.Contains(label.TransactionId))
            .ExecuteDeleteAsync(cancellation);
        var now = clock.GetUtcNow();
        db.AddRange(waiting.Select(label => new OutboxLabel
        {
            TransactionId = label.TransactionId,
            Label = label.Kind,
            ReportedAt = DateTimeOffset.FromUnixTimeMilliseconds(label.ReportedAt),
            Source = label.Source,
            NextTry = now + ShortestPause,
        }));
    }

    /// <summary>To be called behind the commit of new labels.</summary>
    public void Wake() => woken.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var failing = false;
        while (!cancellation.IsCancellationRequested)
        {
            DateTimeOffset? next;
            try
            {
                next = await DeliverDue(cancellation);
                failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!failing)
                    logger.LabelsWait(e);
                failing = true;
                next = clock.GetUtcNow() + ShortestPause;
            }
            await WaitUntil(next, cancellation);
        }
    }

    /// <summary>Waits to be woken, no longer than until a time.</summary>
    async Task WaitUntil(DateTimeOffset? next, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wake = woken.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var pause = next is { } at ? at - clock.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (pause > TimeSpan.Zero || next is null)
            await Task.WhenAny(wake, Task.Delay(pause, clock, waiting.Token));
        woken.Reader.TryRead(out _);
        await waiting.CancelAsync();
    }

    /// <summary>When the next label is due; null when none waits.</summary>
    async Task<DateTimeOffset?> DeliverDue(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            var now = clock.GetUtcNow();
            var batch = await db.Set<OutboxLabel>().AsNoTracking().Where(label => label.NextTry <= now)
                .OrderBy(label => label.NextTry).ThenBy(label => label.Id).Take(BatchSize).ToListAsync(cancellation);
            if (batch.Count == 0)
            {
                return await db.Set<OutboxLabel>().OrderBy(label => label.NextTry)
                    .Select(label => (DateTimeOffset?)label.NextTry).FirstOrDefaultAsync(cancellation);
            }
            await Deliver(batch, cancellation);
        }
    }

    async Task Deliver(List<OutboxLabel> batch, CancellationToken cancellation)
    {
        var watermark = await gate.QueryAsync(loop => loop.Watermark);
        var results = await Task.WhenAll(batch.Select(label => Submit(label)));
        var done = batch.Where((label, i) => IsFinal(results[i], label, watermark)).ToList();
        var now = clock.GetUtcNow();
        await writer.Write(
            async (db, running) =>
            {
                var ids = done.ConvertAll(label => label.Id);
                await db.Set<OutboxLabel>().Where(label => ids.Contains(label.Id)).ExecuteDeleteAsync(running);
                foreach (var again in batch.Except(done).GroupBy(label => now + Pause(now - label.ReportedAt)))
                {
                    ids = again.Select(label => label.Id).ToList();
                    await db.Set<OutboxLabel>().Where(label => ids.Contains(label.Id)).ExecuteUpdateAsync(
                        set => set.SetProperty(label => label.NextTry, again.Key), running);
                }
            },
            cancellation);
        for (var i = 0; i < batch.Count; i++)
        {
            if (results[i] == SubmitResult.Unknown && done.Contains(batch[i]))
                logger.NothingToLabel(batch[i].TransactionId);
        }
    }

    /// <summary>What is not known is found out here, so that the gate is not asked again and again.</summary>
    async Task<SubmitResult> Submit(OutboxLabel label)
    {
        try
        {
            return gate.History.Find(label.TransactionId) is null
                ? SubmitResult.Unknown
                : await await gate.EnqueueAsync(new LabelSubmission(
                    label.TransactionId, label.Label, label.ReportedAt.ToUnixTimeMilliseconds(), label.Source));
        }
        catch (IOException)
        {
            // One that cannot be read must not hold up the others.
            return SubmitResult.Unavailable;
        }
    }

    /// <summary>Whether it is logged, or its payment can no longer come: it would be refused as too old.</summary>
    bool IsFinal(SubmitResult result, OutboxLabel label, long watermark) => result switch
    {
        SubmitResult.Done or SubmitResult.Unchanged => true,
        SubmitResult.Unknown => watermark > long.MinValue
            && label.ReportedAt.ToUnixTimeMilliseconds()
                < watermark - gate.Generation.Config.IdempotencyWindow - EventTimes.FutureTolerance,
        _ => false,
    };

    static TimeSpan Pause(TimeSpan waited) =>
        waited < ShortestPause ? ShortestPause : waited > LongestPause ? LongestPause : waited;
}
