using Tollgate.Engine.Pipeline;

namespace Tollgate.Engine.Tests.Support;

/// <summary>Keeps a gate busy with a query, so that what is submitted meanwhile waits and becomes one batch.</summary>
sealed class BusyGate : IDisposable
{
    readonly ManualResetEventSlim entered = new();
    readonly ManualResetEventSlim release = new();
    readonly Task<bool> query;

    public BusyGate(Gate gate)
    {
        query = Task.Run(() => gate.QueryAsync(_ =>
        {
            entered.Set();
            return release.Wait(TimeSpan.FromMinutes(1));
        }));
        entered.Wait(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets the gate go on.</summary>
    public async Task Release()
    {
        release.Set();
        Assert.True(await query);
    }

    public void Dispose()
    {
        release.Set();
        query.Wait();
        entered.Dispose();
        release.Dispose();
    }
}
