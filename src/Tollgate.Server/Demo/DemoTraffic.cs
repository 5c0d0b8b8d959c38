using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Simulation;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Simulation;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Demo;

/// <summary>Live traffic of a demo: simulated payments by signed calls to this server's own address.</summary>
sealed class DemoTraffic(
    DemoPlan plan,
    IServer server,
    IHostApplicationLifetime lifetime,
    IDbContextFactory<TollgateDb> databases,
    CredentialCache keys,
    KeyMaker maker,
    TimeProvider clock) : BackgroundService
{
    const string KeyName = "demo-traffic";

    /// <summary>How an address says that it is all of them.</summary>
    static readonly string[] Any = ["[::]", "0.0.0.0", "+", "*"];

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var begin = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
        if (OwnAddress() is not { } address)
            return;

        var key = await EnsureKey(cancellation);
        using var http = new HttpClient { BaseAddress = address };
        var calls = new GateClient(http, key.Caller.Actor["key:".Length..], key.Secret, clock);
        using var traffic = new LiveTraffic(calls, new PaymentSimulator(plan.LiveFrom(clock.GetUtcNow())), clock)
        {
            SendLabels = true,
            Attempts = int.MaxValue,
        };
        await traffic.Run(long.MaxValue, cancellation);
    }

    /// <summary>Where this server reaches itself; null when only by HTTPS, whose certificate may be anyone's.</summary>
    Uri? OwnAddress() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Where(text => text.StartsWith("http://", StringComparison.Ordinal))
        .Select(text => Any.Aggregate(
            text, (address, any) => address.Replace(any, "127.0.0.1", StringComparison.Ordinal)))
        .Select(address => new Uri(address))
        .FirstOrDefault();

    /// <summary>The key of an earlier start, whose secret the database holds encrypted, or a new one.</summary>
    async Task<ActiveKey> EnsureKey(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.MachineKeys.AsNoTracking()
            .Where(key => key.Name == KeyName && key.RevokedAt == null).Select(key => key.Id).ToListAsync(cancellation);
        if (known.Select(keys.FindKey).OfType<ActiveKey>().FirstOrDefault() is { } active)
            return active;

        var made = await maker.Create(KeyName, [Scopes.Decide, Scopes.Label], ("system", null), cancellation);
        await keys.Refresh(cancellation);
        return keys.FindKey(made.KeyId)!;
    }
}
