using System.Runtime.InteropServices;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A folder under other settings than those that made it: what was decided stays as it was answered.</summary>
public sealed class ChangedSettingsTests : IDisposable
{
    static readonly AnomalyModel Other = TrainOther();

    static readonly (string Name, Func<GateSettings, GateSettings> Set, Func<Policy, Policy> Decide)[] Changes =
    [
        ("thresholds", s => s, p => p with { Review = 0.6, Block = 0.7 }),
        ("segments", s => s with { SegmentBytes = 3 << 10 }, p => p),
        ("rates", s => s, p => p with { Rates = p.Rates.ToDictionary(rate => rate.Key, rate => rate.Value * 2) }),
        ("shorter window", s => s, p => p with { IdempotencyWindow = TimeSpan.FromHours(1) }),
        ("retention", s => s with { Retention = TimeSpan.FromDays(3650), SnapshotEvery = 3_000 }, p => p),
        ("durability", s => s with { Durability = Durability.Fsync }, p => p),
        ("longer window", s => s, p => p with { IdempotencyWindow = TimeSpan.FromHours(48) }),
        ("large segments", s => s with { SegmentBytes = 1 << 20 }, p => p),
        ("fallback", s => s, p => p with { FallbackDecision = DecisionKind.Block }),
        ("as before", Identity, _ => Promise.Policy),
    ];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_that_was_decided_changes(bool isKilled)
    {
        var killed = await AnsweredFolder.Killed;
        var answers = new Answers(killed.Answers);
        killed.WriteTo(folder);
        var (settings, policy, next) = (Promise.Settings(folder), Promise.Policy, 0);
        foreach (var (name, set, decide) in Changes)
        {
            (settings, policy) = (set(settings), decide(policy));
            using (var gate = Promise.Start(settings, policy, Load))
            {
                Assert.Empty(gate.Notices);
                Assert.True(await answers.AssertKept(gate), name);
                await answers.Decide(gate, Payments(next++));
                if (name == "thresholds")
                    await gate.ChangeAsync(config => config with { Model = new(Other.Name, 2, Other.Hash) });
                await answers.Decide(gate, Payments(next++));
                if (isKilled)
                    killed = await AnsweredFolder.OfRunning(gate, folder, answers);
            }
            if (isKilled)
                killed.WriteTo(folder);
            Assert.True(Promise.Replays(folder, load: Load), name);
        }
    }

    [Fact]
    public async Task A_folder_without_its_snapshots_is_decided_again_from_the_beginning()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        copy.MakeAnew(withSnapshots: false);
        var opened = await Promise.Check(copy.Folder, killed.Answers);
        Assert.Empty(opened!.Notices);
        Assert.True(opened.IsWhole);
        await Promise.GoesOn(copy.Folder, killed.Answers);
    }

    [Fact]
    public async Task A_folder_without_its_ids_or_without_one_of_their_files_makes_them_again()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var ofIds = killed.Files.Where(file => Path.GetFileName(file).Contains("ids")).ToArray();
        Assert.True(ofIds.Length > 2);
        foreach (var gone in ofIds.Select(file => (string[])[file]).Append(ofIds))
        {
            copy.MakeAnew(withSnapshots: false);
            foreach (var file in gone)
                File.Delete(Path.Combine(copy.Folder, file));
            var opened = await Promise.Check(copy.Folder, killed.Answers);
            Assert.True(opened!.IsWhole);
            Assert.All(opened.Notices, notice => Assert.Equal(GateFaultKind.FileMadeAgain, notice.Kind));
        }
        await Promise.GoesOn(copy.Folder, killed.Answers);
    }

    static GateSettings Identity(GateSettings settings) => settings;

    static IEnumerable<byte[]> Payments(int part) => SomeModel.Payments(10, seed: 100 + (ulong)part);

    static AnomalyModel Load(ModelReference reference) =>
        reference.Sha256 == Other.Hash ? Other : SomeModel.Load(reference);

    static AnomalyModel TrainOther()
    {
        var set = DefaultFeatures.Set;
        var engine = new FeatureEngine(set, 86_400_000);
        var values = new double[set.Count];
        var rows = new List<double>();
        foreach (var bytes in SomeModel.Payments(1_000, seed: 77))
        {
            engine.Observe(new(bytes), values);
            rows.AddRange(set.ModelInputs.Select(i => values[i]));
        }
        return AnomalyModel.Train(
            set.Hash, set.ModelInputNames, CollectionsMarshal.AsSpan(rows), new(), Some.Noon, Some.Noon + 1);
    }
}
