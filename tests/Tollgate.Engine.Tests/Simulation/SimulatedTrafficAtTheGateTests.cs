using System.Buffers;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Replay;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Simulation;

/// <summary>What the simulator makes by default, with every fault of the network, goes through a real gate.</summary>
public sealed class SimulatedTrafficAtTheGateTests : IDisposable
{
    const int Count = 30_000;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_payment_is_decided_once_every_repeat_gets_its_decision_and_the_log_replays_equal()
    {
        var decisions = new Dictionary<string, byte[]>();
        var (repeats, late, wrong, overtaken) = (0, 0, 0, 0);
        var newest = 0L;
        GateSettings settings = new(folder);
        using (var gate = Open(settings))
        {
            await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
            foreach (var (payment, transaction) in Sent())
            {
                var (result, decision) = await Submit(gate, transaction, payment.ArrivalTime);
                if (payment.IsRepeat)
                {
                    Assert.Equal(SubmitResult.Replayed, result);
                    Assert.Equal(decisions[payment.TransactionId], decision);
                    repeats++;
                    continue;
                }
                Assert.Equal(SubmitResult.Done, result);
                Assert.True(decisions.TryAdd(payment.TransactionId, decision));
                late += payment.IsLate ? 1 : 0;
                wrong += payment.ClockError != 0 ? 1 : 0;
                overtaken += payment.EventTime < newest ? 1 : 0;
                newest = Math.Max(newest, payment.EventTime);
            }
            Assert.Equal(decisions.Count, gate.Decided);
        }
        Assert.All([repeats, late, wrong, overtaken], count => Assert.True(count > 20, $"only {count}"));

        using var replay = new Replay(settings, DefaultFeatures.Set, new(DefaultFeatures.Set, SomeModel.Load));
        replay.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal((decisions.Count, null), (replay.Decisions, replay.Difference));
    }

    /// <summary>Parsed at their arrival, as a gate does: a clock that is too far ahead would be refused here.</summary>
    static IEnumerable<(SimulatedPayment, byte[])> Sent()
    {
        var simulator = new PaymentSimulator(Traffic.Settings);
        var parser = new TransactionParser();
        var json = new ArrayBufferWriter<byte>(1_024);
        for (var i = 0; i < Count; i++)
        {
            json.ResetWrittenCount();
            var payment = simulator.Next(json);
            Assert.True(
                parser.TryParse(json.WrittenSpan, Some.Rates, payment.ArrivalTime), parser.Errors.ToString());
            yield return (payment, parser.Bytes.ToArray());
        }
    }

    static Gate Open(GateSettings settings)
    {
        var gate = Recovery.Open(
            settings, DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        return gate;
    }

    static async Task<(SubmitResult, byte[])> Submit(Gate gate, byte[] transaction, long time)
    {
        var request = gate.Rent();
        request.Set(transaction);
        request.AppendTime = time;
        var result = await gate.SubmitAsync(request);
        var decision = request.Decision.Bytes.ToArray();
        gate.Return(request);
        return (result, decision);
    }
}
