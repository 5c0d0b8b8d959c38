using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Labels;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>
/// Labels the payments of closed cases, piece by piece, so that neither memory nor the gate notices how many they are.
/// A piece that was logged but not yet counted here is delivered twice, which the gate takes as unchanged. A payment
/// that the gate does not know yet goes to the <see cref="LabelOutbox"/>, which waits for it.
/// </summary>
sealed class CaseLabels(
    Gate gate,
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    ManualLabels manualLabels,
    LabelOutbox outbox,
    TimeProvider clock,
    ILogger<CaseLabels> logger) : BackgroundService
{
    const int PieceSize = 200;

    /// <summary>Labels with the gate at once: a payment that comes meanwhile waits for no more than these.</summary>
    const int Together = 25;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim delivering = new(1);
    readonly SemaphoreSlim work = new(1);

    /// <summary>Writes down that a case, just closed, owes its labels; what it owed before is overruled.</summary>
    public static async Task Owe(TollgateDb db, Case closed, string closedBy, CancellationToken cancellation)
    {
        await db.Set<OwedLabels>().Where(one => one.CaseId == closed.Id).ExecuteDeleteAsync(cancellation);
        db.Add(new OwedLabels
        {
            CaseId = closed.Id,
            Label = closed.Status == CaseStatus.ConfirmedFraud ? LabelKind.Fraud : LabelKind.Genuine,
            ReportedAt = closed.ClosedAt!.Value,
            Source = LabelSource.Case(closedBy),
            Through = closed.Version,
            DoneFrom = closed.Version + 1,
        });
    }

    /// <summary>
    /// Labels the newest payments of a case that was closed just now, and gives up after a short time: the background
    /// work of this class does what is left.
    /// </summary>
    public async Task TryDeliver(Guid caseId)
    {
        try
        {
            if (await DeliverPiece(caseId, CancellationToken.None).WaitAsync(Patience, clock))
                work.Release();
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
                while (await DeliverPiece(null, cancellation))
                {
                }
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

    /// <summary>Whether there may be more.</summary>
    /// <param name="of">Null = the case that has had the fewest, so that a large one holds up no other.</param>
    async Task<bool> DeliverPiece(Guid? of, CancellationToken cancellation)
    {
        await delivering.WaitAsync(cancellation);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var rows = db.Set<OwedLabels>().AsNoTracking();
            var owed = of is { } id
                ? await rows.SingleOrDefaultAsync(one => one.CaseId == id, cancellation)
                : await rows.OrderBy(one => one.Through - one.DoneFrom).FirstOrDefaultAsync(cancellation);
            if (owed is null)
                return false;
            var piece = await db.Set<CaseTransaction>()
                .Where(one => one.CaseId == owed.CaseId && one.Place < owed.DoneFrom)
                .OrderByDescending(one => one.Place).Take(PieceSize)
                .Select(one => new Payment(one.TransactionId, one.Place)).ToListAsync(cancellation);
            await Deliver(owed, piece, cancellation);
            return of is null || piece.Count == PieceSize;
        }
        finally
        {
            delivering.Release();
        }
    }

    async Task Deliver(OwedLabels owed, List<Payment> piece, CancellationToken cancellation)
    {
        var ids = piece.ConvertAll(one => one.TransactionId);
        var byHand = await manualLabels.Among(ids);
        var labels = ids.Where(id => !byHand.Contains(id)).Select(id => new LabelSubmission(
            id, owed.Label, owed.ReportedAt.ToUnixTimeMilliseconds(), owed.Source)).ToList();
        var results = new List<SubmitResult>(labels.Count);
        foreach (var few in labels.Chunk(Together))
        {
            var pending = new List<Task<SubmitResult>>(few.Length);
            foreach (var label in few)
                pending.Add((await gate.EnqueueAsync(label)).AsTask());
            results.AddRange(await Task.WhenAll(pending));
        }
        if (gate.Fault is not null || results.Contains(SubmitResult.Busy))
            throw new IOException("The gate took only some of the labels.");
        var waiting = labels.Zip(results)
            .Where(one => one.Second is SubmitResult.Unknown or SubmitResult.Unavailable)
            .Select(one => one.First).ToList();
        await writer.Write(
            async (db, running) =>
            {
                await outbox.Replace(db, ids, waiting, running);
                // Closed anew meanwhile, it owes something else.
                var row = db.Set<OwedLabels>().Where(
                    one => one.CaseId == owed.CaseId && one.Through == owed.Through);
                if (piece.Count < PieceSize)
                    await row.ExecuteDeleteAsync(running);
                else
                    await row.ExecuteUpdateAsync(set => set.SetProperty(one => one.DoneFrom, piece[^1].Place), running);
            },
            cancellation);
        if (waiting.Count > 0)
            outbox.Wake();
    }

    readonly record struct Payment(string TransactionId, int Place);
}
