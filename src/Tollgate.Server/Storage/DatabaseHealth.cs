using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Storage;

/// <summary>
/// Healthy while the database can be written, which a lock or a full disk prevents and reading would not notice. It is
/// tried once a second at most, however many ask.
/// </summary>
sealed class DatabaseHealth(DatabaseWriter writer, TimeProvider clock, ILogger<DatabaseHealth> logger) : IHealthCheck
{
    static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    static readonly HealthCheckResult NotWritten = HealthCheckResult.Unhealthy("The database cannot be written.");

    readonly Lock sync = new();
    Task<bool>? last;
    long since;
    volatile bool failing;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation)
    {
        Task<bool> trial;
        lock (sync)
        {
            if (last is not { IsCompleted: false } && (last is null || clock.GetElapsedTime(since) > Age))
                (last, since) = (Try(), clock.GetTimestamp());
            trial = last;
        }
        return await trial.WaitAsync(cancellation) ? HealthCheckResult.Healthy() : NotWritten;
    }

    async Task<bool> Try()
    {
        try
        {
            await writer.Write(
                (db, running) => db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Access)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, row => row.Position), running),
                CancellationToken.None);
            if (failing)
                logger.DatabaseWritten();
            failing = false;
        }
        catch (Exception e)
        {
            if (!failing)
                logger.DatabaseNotWritten(e);
            failing = true;
        }
        return !failing;
    }
}
