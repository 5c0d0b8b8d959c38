using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Repair;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A folder that <c>tollgate log repair</c> has mended opens, and holds what was not given up.</summary>
public sealed class RepairedFolderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decisions_and_alerts_are_put_back_byte_for_byte(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, _, at) in Records(killed).Where((at, i) => at.Kind == RecordKind.Decision && i % 15 == 0))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at + 12);
            var (damage, mended) = Repair(copy.Folder);
            if (damage.Damage.RecordsBehind > 0)
            {
                Assert.Equal(GateLogRemedy.Restore, damage.Remedy);
                Assert.Equal((1, 0), (mended.Restored, mended.GivenUp));
                Assert.Equal(killed[file], await File.ReadAllBytesAsync(
                    Path.Combine(copy.Folder, file), TestContext.Current.CancellationToken));
            }
            var opened = await Promise.Check(copy.Folder, killed.Answers);
            Assert.Empty(opened!.Notices);
            Assert.True(opened.IsWhole);
        }
        await Promise.GoesOn(copy.Folder, killed.Answers);
    }

    /// <summary>Without the model, the decisions behind it would be made otherwise: they stay as answered.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_that_cannot_be_made_again_as_it_was_is_given_up_alone(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var lost = 0L;
        foreach (var (file, _, at) in Records(killed).Where(
            (at, i) => at.Kind == RecordKind.Decision && at.File.StartsWith(GateSettings.Decisions) && i % 15 == 10))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at + 30);
            var (_, mended) = Repair(copy.Folder, Missing);
            Assert.Equal(1, mended.Restored + mended.GivenUp);
            lost += mended.GivenUp;
            var answers = mended.GivenUp == 0
                ? killed.Answers
                : killed.Answers.WithoutEvent(DecisionAt(killed, file, at).EventOffset);
            using (var gate = Promise.Start(Promise.Settings(copy.Folder), load: Missing))
                Assert.True(await answers.AssertKept(gate));
            Assert.Empty(Directory.GetFiles(copy.Folder, "*.torn", SearchOption.AllDirectories));

            Assert.Equal(mended.GivenUp, RepairAgain(copy.Folder).Restored);
            Assert.Equal(killed[file], await File.ReadAllBytesAsync(
                Path.Combine(copy.Folder, file), TestContext.Current.CancellationToken));
        }
        Assert.NotEqual(0, lost);
    }

    [Fact]
    public async Task A_payment_whose_decision_is_given_up_is_decided_anew_once_when_it_is_sent_again()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        copy.MakeAnew(withSnapshots: true);
        var (file, at) = SomeApproved(killed, out var lost);
        copy.Flip(file, at + 30);
        Assert.Equal(1, Repair(copy.Folder, Missing).Mended.GivenUp);
        var answers = new Answers(killed.Answers.WithoutEvent(lost.EventOffset));
        using (var gate = Promise.Start(copy.Folder))
        {
            Assert.Equal(SubmitResult.Done, await answers.Submit(gate, lost.Transaction));
            Assert.Equal(SubmitResult.Replayed, await answers.Submit(gate, lost.Transaction));
        }
        Assert.True(Promise.Replays(copy.Folder));
        using (var gate = Promise.Start(copy.Folder))
            Assert.True(await answers.AssertKept(gate));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payment_is_given_up_alone(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, _, at) in Records(killed).Where(
            (at, i) => at.Kind == RecordKind.Transaction && i % 15 == 0))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at + 40);
            var place = GiveUp(copy.Folder);
            await AssertKept(copy.Folder, killed.Answers.WithoutEvent(place), place);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_label_is_given_up_alone(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, _, at) in Records(killed).Where(at => at.Kind == RecordKind.Label))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at);
            GiveUp(copy.Folder);
            Assert.True((await Promise.Check(copy.Folder, killed.Answers.WithoutLabels()))!.IsWhole);
        }
    }

    /// <summary>Without it, the decisions behind it would be made otherwise: they stay as they are.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_generation_is_given_up_and_its_number_never_given_again(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, _, at) in Records(killed).Where(at => at.Kind == RecordKind.Generation))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at + 30);
            var place = GiveUp(copy.Folder);
            await AssertKept(copy.Folder, killed.Answers, place);
            using var gate = Promise.Start(copy.Folder, Promise.Policy with { Review = 0.7 });
            Assert.Equal(withSnapshots, gate.Notices.Count == 0);
            Assert.All(gate.Notices, notice => Assert.Equal(GateFaultKind.DecisionsDiffer, notice.Kind));
            Assert.True(gate.Generation.Config.Number > 3);
            var decided = new Answers();
            await decided.Decide(gate, [AnsweredFolder.Next]);
            Assert.Equal(
                gate.Generation.Config.Number, gate.History.Find("next")!.Decision.Generation);
        }
    }

    static async Task AssertKept(string folder, Answers answers, long place)
    {
        using (var gate = Promise.Start(folder))
            Assert.True(await answers.AssertKept(gate));
        if (Promise.Replay(folder) is { } difference)
            Assert.True(difference.EventOffset > place, difference.ToString());
    }

    /// <returns>The offset of the event that was given up.</returns>
    static long GiveUp(string folder)
    {
        var given = Repair(folder).Damage;
        Assert.Equal(GateLogRemedy.GiveUp, given.Remedy);
        Assert.Equal(0, given.Damage.WholeRecords);
        return given.Damage.Offset;
    }

    static (GateLogDamage Damage, GateLogMending Mended) Repair(
        string folder, Func<ModelReference, AnomalyModel>? load = null)
    {
        using var repair = new GateLogRepair(Promise.Settings(folder), DefaultFeatures.Set, load ?? SomeModel.Load);
        var found = Assert.Single(repair.Inspect(null, TestContext.Current.CancellationToken));
        var mended = repair.Repair(null);
        Assert.Single(mended.KeptAs);
        return (found, mended);
    }

    /// <summary>Once nothing is damaged any more: only what was given up is tried again.</summary>
    static GateLogMending RepairAgain(string folder)
    {
        using var repair = new GateLogRepair(Promise.Settings(folder), DefaultFeatures.Set, SomeModel.Load);
        Assert.Empty(repair.Inspect(null, TestContext.Current.CancellationToken));
        return repair.Repair(null);
    }

    static AnomalyModel Missing(ModelReference reference) => throw new FileNotFoundException($"{reference}");

    /// <summary>A decision of the model that raised no alert, in the first segment.</summary>
    static (string File, int At) SomeApproved(AnsweredFolder folder, out AnsweredPayment lost)
    {
        foreach (var (file, kind, at) in Records(folder).Where(at => at.File.StartsWith(GateSettings.Decisions)))
        {
            var decision = DecisionAt(folder, file, at);
            if (decision.Kind != DecisionKind.Approve || double.IsNaN(decision.Risk))
                continue;
            lost = folder.Answers.On(decision.EventOffset);
            return (file, at);
        }
        throw new InvalidOperationException("None was approved.");
    }

    static Decision DecisionAt(AnsweredFolder folder, string file, int at) =>
        LogRecord.TryRead(folder[file].AsSpan(at), 0, out var record)
            ? new(record)
            : throw new InvalidOperationException($"There is no record at byte {at} of {file}.");

    static List<(string File, RecordKind Kind, int At)> Records(AnsweredFolder folder)
    {
        var records = new List<(string, RecordKind, int)>();
        foreach (var file in folder.Files.Where(file => Path.GetExtension(file) == Segments.Extension))
        {
            for (var at = 0; LogRecord.TryRead(folder[file].AsSpan(at), 0, out var record); at += record.Frame.Length)
                records.Add((file, record.Kind, at));
        }
        return records;
    }
}
