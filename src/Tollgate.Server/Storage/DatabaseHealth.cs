using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tollgate.Server.Storage;

/// <summary>Healthy while the database can be read.</summary>
sealed class DatabaseHealth(IDbContextFactory<TollgateDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Checkpoint>().AnyAsync(cancellation);
        return HealthCheckResult.Healthy();
    }
}
