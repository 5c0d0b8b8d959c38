using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Repair;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A folder that <c>tollgate log repair</c> has mended opens, and holds what was not given up.</summary>
public sealed class RepairedFolderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decisions_and_alerts_are_made_again_as_they_were(bool withSnapshots)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, _, at) in Records(killed).Where((at, i) => at.Kind == RecordKind.Decision && i % 15 == 0))
        {
            copy.MakeAnew(withSnapshots);
            copy.Flip(file, at + 12);
            Assert.Equal(GateLogRemedy.DecideAgain, Repair(copy.Folder).Remedy);
            var opened = await Promise.Check(copy.Folder, killed.Answers);
            Assert.Empty(opened!.Notices);
            Assert.True(opened.IsWhole);
        }
        await Promise.GoesOn(copy.Folder, killed.Answers);
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
        var given = Repair(folder);
        Assert.Equal(GateLogRemedy.GiveUp, given.Remedy);
        Assert.Equal(0, given.Damage.WholeRecords);
        return given.Damage.Offset;
    }

    static GateLogDamage Repair(string folder)
    {
        using var repair = new GateLogRepair(Promise.Settings(folder));
        var found = Assert.Single(repair.Inspect(null, TestContext.Current.CancellationToken));
        var mended = Assert.Single(repair.Repair());
        Assert.NotEmpty(mended.KeptAs);
        return found;
    }

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
