using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Access;

/// <summary>Before the first request: who may call is in memory, and a wrong secret has stopped the start.</summary>
sealed class AccessInitializer(
    IServiceProvider services,
    CredentialCache keys,
    Settings settings) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellation)
    {
        // Makes the key of access tokens where there is none.
        services.GetRequiredService<AccessTokens>();
        if (settings.Demo)
            await DemoUser.Seed(services, cancellation);
        await keys.Refresh(cancellation);
    }

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellation) => Task.CompletedTask;
}
