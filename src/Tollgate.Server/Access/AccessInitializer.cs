using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access;

/// <summary>Before the first request: who may call is in memory, and a wrong secret has stopped the start.</summary>
sealed class AccessInitializer(
    IServiceProvider services,
    CredentialCache keys,
    MasterKey master,
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    Settings settings,
    TimeProvider clock) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellation)
    {
        // Makes the key of access tokens where there is none.
        services.GetRequiredService<AccessTokens>();
        await using (var db = await databases.CreateDbContextAsync(cancellation))
            await MasterKeyCheck.Settle(db, writer, master, clock, cancellation);
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
