using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A log whose last two records are cut at any byte.</summary>
public sealed class CutFileTests
{
    [Theory]
    [InlineData(GateSettings.Events)]
    [InlineData(GateSettings.Decisions)]
    [InlineData(GateSettings.Alerts)]
    public async Task In_the_same_run_of_the_machine_a_cut_is_damage_and_named(string log)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var (file, ends) = LastRecords(killed, log);
        foreach (var withSnapshots in (bool[])[true, false])
        {
            for (var length = ends[0]; length < ends[2]; length++)
            {
                copy.MakeAnew(withSnapshots);
                copy.Truncate(file, length);
                Assert.Null(await Promise.Check(copy.Folder, killed.Answers, file));
                copy.AssertUntouched(file);
            }
        }
    }

    [Theory]
    [InlineData(GateSettings.Events)]
    [InlineData(GateSettings.Decisions)]
    [InlineData(GateSettings.Alerts)]
    public async Task After_a_power_failure_what_the_disk_has_is_kept_and_what_follows_from_it_is_made_again(string log)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var (file, ends) = LastRecords(killed, log);
        for (var length = ends[0]; length < ends[2]; length++)
        {
            // What lies before the cut is the same for all of them, and is read whole at some.
            await AssertCut(killed, copy, file, length, ends, withSnapshots: false, isReadWhole: length % 16 == 0);
            if (length % 64 == 0)
                await AssertCut(killed, copy, file, length, ends, withSnapshots: true, isReadWhole: true);
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_ahead_of_a_cut_log_is_not_taken_once_the_log_has_grown_again()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        copy.MakeAnew(withSnapshots: true);
        foreach (var log in (string[])[GateSettings.Events, GateSettings.Decisions, GateSettings.Alerts])
        {
            File.Delete(EndFile.PathOf(Path.Combine(copy.Folder, log)));
            var (file, ends) = LastRecords(killed, log, 45);
            copy.Truncate(file, ends[0]);
        }
        var answers = new Answers();
        AnsweredFolder grown;
        using (var gate = Promise.Start(copy.Folder))
        {
            Assert.Contains(gate.Notices, notice => notice.Cause.Message.Contains(".snapshot is damaged, is ahead"));
            Assert.True(gate.EventsEnd < long.Parse(Path.GetFileNameWithoutExtension(copy.Snapshots.Last())));
            await answers.Decide(gate, SomeModel.Payments(60, seed: 12));
            grown = new(copy.Folder, answers);
        }
        using var killedAgain = new DamagedCopy(grown);
        killedAgain.MakeAnew(withSnapshots: true);
        using (var gate = Promise.Start(killedAgain.Folder))
        {
            Assert.Empty(gate.Notices);
            foreach (var payment in SomeModel.Payments(60, seed: 12))
                Assert.Equal(SubmitResult.Replayed, await answers.Submit(gate, payment));
        }
        Assert.True(Promise.Replays(killedAgain.Folder));
    }

    static async Task AssertCut(
        AnsweredFolder killed, DamagedCopy copy, string file, long length, long[] ends, bool withSnapshots,
        bool isReadWhole)
    {
        copy.MakeAnew(withSnapshots);
        copy.RestartMachine();
        copy.Truncate(file, length);
        var log = Path.GetDirectoryName(file)!;
        var lost = log == GateSettings.Events ? 2 - Array.FindLastIndex(ends, end => end <= length) : 0;
        var answers = killed.Answers.WithoutLast(lost);
        using (var gate = Promise.Start(copy.Folder))
        {
            Assert.Equal(answers.Count, gate.Decided);
            Assert.All(gate.Notices, notice => Assert.Equal(GateFaultKind.TailCut, notice.Kind));
            var told = gate.Notices.Select(notice => notice.Cause.Message).ToArray();
            Assert.Contains(told, text => text.Contains($"written to {copy.Folder}/{log} are gone"));
            Assert.Equal(!ends.Contains(length), told.Any(text => text.Contains(file)));
        }
        if (!isReadWhole)
            return;
        var opened = await Promise.Check(copy.Folder, answers);
        Assert.True(opened!.IsWhole);
        Assert.Empty(opened.Notices);
    }

    /// <returns>The file, and the ends of the records from the one before its last ones on.</returns>
    static (string File, long[] Ends) LastRecords(AnsweredFolder folder, string log, int count = 2)
    {
        var file = folder.Files.Last(file => Path.GetExtension(file) == ".log" && Path.GetDirectoryName(file) == log);
        var (bytes, ends) = (folder[file], new List<long>());
        for (var at = 0; at < bytes.Length; ends.Add(at))
        {
            Assert.True(LogRecord.TryRead(bytes.AsSpan(at), 0, out var record));
            at += record.Frame.Length;
        }
        return (file, [.. ends.TakeLast(count + 1)]);
    }
}
