using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>What the index keeps in files is made again from the logs, whatever has become of it.</summary>
public sealed class GateIndexTests
{
    static readonly byte[][] Payments = [.. SomeModel.Payments(600, seed: 9)];

    [Theory]
    [InlineData("nothing")]
    [InlineData("key deleted")]
    [InlineData("key emptied")]
    [InlineData("runs deleted")]
    [InlineData("oldest run deleted")]
    [InlineData("runs zeroed")]
    [InlineData("runs cut")]
    public async Task No_payment_is_decided_twice_after(string damage)
    {
        using var folder = new TemporaryFolder();
        for (var part = 0; part < 2; part++)
        {
            using var gate = Open(folder);
            foreach (var few in Payments.Skip(300 * part).Take(300).Chunk(50))
                Assert.All(await Submit(gate, few), result => Assert.Equal(SubmitResult.Done, result));
            Assert.True(SpinWait.SpinUntil(() => Runs(folder).Length > part, TimeSpan.FromSeconds(30)));
        }
        Do(damage, Path.Combine(folder, GateSettings.Decisions), Runs(folder));
        for (var start = 0; start < 2; start++)
        {
            using var gate = Open(folder);
            Assert.All(await Submit(gate, Payments), result => Assert.Equal(SubmitResult.Replayed, result));
            Assert.Equal(Payments.Length, gate.Decided);
        }
    }

    static void Do(string damage, string folder, string[] runs)
    {
        var key = Path.Combine(folder, "ids.key");
        switch (damage)
        {
            case "key deleted":
                File.Delete(key);
                break;
            case "key emptied":
                File.WriteAllBytes(key, []);
                break;
            case "runs deleted":
                Array.ForEach(runs, File.Delete);
                break;
            case "oldest run deleted":
                File.Delete(runs[0]);
                break;
            case "runs zeroed":
                Array.ForEach(runs, run => File.WriteAllBytes(run, new byte[new FileInfo(run).Length]));
                break;
            case "runs cut":
                Array.ForEach(runs, run => File.WriteAllBytes(run, File.ReadAllBytes(run)[..^100]));
                break;
        }
    }

    static string[] Runs(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, GateSettings.Decisions), "*.ids").Order()];

    static Gate Open(string folder)
    {
        var gate = Recovery.Open(
            new(folder, SegmentBytes: 8192), DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        return gate;
    }

    static Task<SubmitResult[]> Submit(Gate gate, byte[][] payments) =>
        Task.WhenAll(payments.Select(bytes =>
        {
            var request = gate.Rent();
            request.Set(bytes);
            request.AppendTime = request.Transaction.EventTime;
            return gate.SubmitAsync(request).AsTask();
        }));
}
