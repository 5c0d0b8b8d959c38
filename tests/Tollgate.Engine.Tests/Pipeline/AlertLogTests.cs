using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline;

public sealed class AlertLogTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whoever_follows_gets_each_risky_payment_once_and_goes_on_where_he_stopped()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var gate = await RiskyGate.Open(folder);
        await foreach (var (alerts, next) in gate.Alerts.Follow(0, 10, TimeSpan.Zero, cancellation))
        {
            Assert.Empty(alerts);
            Assert.Equal(gate.Alerts.End, next);
            break;
        }
        var risky = await RiskyGate.Decide(gate, 1_000);
        Assert.True(risky.Count > 10, $"only {risky.Count} were risky");

        var (seen, from) = (new List<string>(), 0L);
        while (seen.Count < risky.Count)
        {
            await foreach (var (alerts, next) in gate.Alerts.Follow(from, 3, TimeSpan.Zero, cancellation))
            {
                Assert.InRange(alerts.Count, 1, 3);
                foreach (var alert in alerts)
                {
                    Assert.NotEqual(DecisionKind.Approve, alert.Decision.Kind);
                    Assert.True(alert.Decision.IsOn(alert.Transaction));
                    seen.Add(Encoding.UTF8.GetString(alert.Transaction.TransactionId));
                }
                from = next;
                if (seen.Count % 2 == 0 || seen.Count == risky.Count)
                    break;
            }
        }

        Assert.Equal(risky, seen);
        Assert.Equal(gate.Alerts.End, from);
    }

    [Fact]
    public async Task Whoever_has_caught_up_gets_the_next_when_it_comes()
    {
        using var gate = await RiskyGate.Open(folder);
        var batches = gate.Alerts.Follow(0, 10, TimeSpan.Zero, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await batches.MoveNextAsync());
        var waiting = batches.MoveNextAsync().AsTask();

        var risky = await RiskyGate.Decide(gate, 300);
        Assert.NotEmpty(risky);

        Assert.True(await waiting);
        Assert.Equal(risky[0], Encoding.UTF8.GetString(batches.Current.Alerts[0].Transaction.TransactionId));
        await batches.DisposeAsync();
    }
}
