using Tollgate.Engine.Pipeline;
using Tollgate.Server.Demo;

namespace Tollgate.Server.Tests.Demo;

public sealed class DemoTrafficTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    async Task<int> KeysAfterSomeTraffic()
    {
        await using var app = ServerApp.Build(
            [
                "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Tollgate:DataFolder=" + folder.Data,
                "--Tollgate:Demo=true",
            ],
            builder => builder.Services.AddSingleton(new DemoPlan { LiveRate = 50 }).AddHostedService<DemoTraffic>());
        await app.StartAsync(TestContext.Current.CancellationToken);
        var gate = app.Services.GetRequiredService<Gate>();
        var before = gate.Decided;
        while (gate.Decided < before + 20)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(await gate.QueryAsync(loop => loop.LiveTransactions) >= 20);
        await app.StopAsync(TestContext.Current.CancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TollgateDb>().MachineKeys
            .CountAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Payments_come_by_signed_calls_with_one_key_that_a_second_start_uses_again()
    {
        Assert.Equal(1, await KeysAfterSomeTraffic());
        Assert.Equal(1, await KeysAfterSomeTraffic());
    }
}
