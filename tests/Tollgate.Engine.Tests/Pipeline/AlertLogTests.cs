using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
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

    [Theory]
    [InlineData("events")]
    [InlineData("alerts")]
    public async Task An_alert_that_is_damaged_is_told_with_its_place_and_passed(string log)
    {
        using var gate = await RiskyGate.Open(folder);
        var risky = await RiskyGate.Decide(gate, 1_000);
        var whole = await First(gate);
        Assert.Empty(whole.Unreadable);
        var (first, third) = (OffsetOf(log, 0), OffsetOf(log, 2));
        Flip(log, first + 30);
        Flip(log, third + 30);

        var batch = await First(gate);

        Assert.Equal([risky[1], .. risky[3..]], batch.Alerts.Select(Id));
        Assert.Equal(gate.Alerts.End, batch.Next);
        Assert.Equal(2, batch.Unreadable.Count);
        Assert.Contains($"byte {first}", batch.Unreadable[0].Reason);
        Assert.Contains($"byte {third}", batch.Unreadable[1].Reason);
        Assert.All(batch.Unreadable, one => Assert.Contains(log, one.Reason));
        var (next, more) = (batch.Next, await RiskyGate.Decide(gate, 300, seed: 12));
        Assert.Equal(more, (await First(gate, next)).Alerts.Select(Id));

        long OffsetOf(string log, int alert) => log == "alerts"
            ? whole.Alerts.Take(alert).Sum(one => one.DecisionFrame.Length)
            : whole.Alerts[alert].Decision.EventOffset;
    }

    [Fact]
    public async Task Alerts_of_which_nothing_is_kept_are_told_as_one_and_passed()
    {
        using var gate = await RiskyGate.Open(folder);
        var risky = await RiskyGate.Decide(gate, 300);

        // Where a reader stands that retention has overtaken.
        var batch = await First(gate, -100);

        Assert.Equal(risky, batch.Alerts.Select(Id));
        Assert.Equal(-100, Assert.Single(batch.Unreadable).Offset);
    }

    static async Task<AlertBatch> First(Gate gate, long from = 0)
    {
        await foreach (var batch in gate.Alerts.Follow(
            from, int.MaxValue, TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            return batch;
        }
        throw new InvalidOperationException();
    }

    static string Id(DecidedTransaction alert) => Encoding.UTF8.GetString(alert.Transaction.TransactionId);

    void Flip(string log, long at)
    {
        var settings = new GateSettings(folder);
        var path = Segments.PathOf(log == "alerts" ? settings.AlertsFolder : settings.EventsFolder, 0);
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        var flipped = (byte)(file.ReadByte() ^ 1);
        file.Position = at;
        file.WriteByte(flipped);
    }
}
