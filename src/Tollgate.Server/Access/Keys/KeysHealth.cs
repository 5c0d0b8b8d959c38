using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tollgate.Server.Access.Keys;

/// <summary>
/// Degraded while a key is left out. The gate works for all others, so it stays ready: whoever adds one bad key must
/// not be able to take it out of service. Anybody may ask, hence no ids; those are in the log.
/// </summary>
sealed class KeysHealth(CredentialCache keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(keys.UnreadableKeys switch
        {
            0 => HealthCheckResult.Healthy(),
            1 => HealthCheckResult.Degraded(
                "1 key was made under another master key and is left out; the log names it; revoke it."),
            var count => HealthCheckResult.Degraded(
                $"{count} keys were made under another master key and are left out; the log names them; revoke them."),
        });
}
