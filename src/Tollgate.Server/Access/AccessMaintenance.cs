using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access;

/// <summary>Every second: changes by other processes come into force. Every minute: what is over is removed.</summary>
sealed class AccessMaintenance(
    CredentialCache keys,
    FailedSignIns failures,
    DatabaseWriter writer,
    Settings settings,
    TimeProvider clock,
    ILogger<AccessMaintenance> logger) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    const int BeatsPerPurge = 60;

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        var failing = false;
        for (var beat = 1; await timer.WaitForNextTickAsync(cancellation); beat++)
        {
            try
            {
                await keys.RefreshIfChanged(cancellation);
                failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!failing)
                    logger.CredentialsStale(e);
                failing = true;
            }
            if (beat % BeatsPerPurge == 0)
                await Purge(cancellation);
        }
    }

    public override async Task StopAsync(CancellationToken cancellation)
    {
        await base.StopAsync(cancellation);
        try
        {
            await failures.Flush(all: true, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.PurgeFailed(e);
        }
    }

    async Task Purge(CancellationToken cancellation)
    {
        try
        {
            await failures.Flush(all: false, cancellation);
            var now = clock.GetUtcNow();
            // A used token is kept as long as it would have lived, to notice it when it comes again.
            var over = now - settings.Access.AccessTokenLifetime;
            await writer.Write(
                async (db, running) =>
                {
                    await db.Set<UsedNonce>().Where(used => used.ExpiresAt < now).ExecuteDeleteAsync(running);
                    await db.RefreshTokens.Where(token => token.ExpiresAt < over).ExecuteDeleteAsync(running);
                },
                cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.PurgeFailed(e);
        }
    }
}
