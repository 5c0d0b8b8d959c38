using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Idempotency;

public sealed class RunFolderTests
{
    [Theory]
    [InlineData("flipped")]
    [InlineData("zeros")]
    [InlineData("cut")]
    public void A_run_that_is_damaged_anywhere_is_named_and_made_again(string damage)
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        foreach (var name in RunsOf(folder).Select(Path.GetFileName).ToList())
        {
            for (var percent = 0; percent <= 100; percent++)
            {
                log.Index.Dispose();
                var path = Path.Combine(folder, name!);
                var whole = File.ReadAllBytes(path);
                var damaged = Damaged(whole, damage, percent);
                if (damaged.AsSpan().SequenceEqual(whole))
                    continue;
                File.WriteAllBytes(path, damaged);
                log.Reopen();
                Assert.Equal(path, Assert.Single(log.Index.Discarded).Path);
                if (percent % 20 == 0)
                    log.IsFound();
                log.Index.Flush();
                Assert.Equal(whole, File.ReadAllBytes(path));
            }
        }
        log.Reopen().IsFound();
        Assert.Empty(log.Index.Discarded);
    }

    [Fact]
    public void Runs_of_another_key_are_made_again()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        var runs = RunsOf(folder);
        log.KeyId = 2;
        log.Reopen().IsFound();
        Assert.Equal(runs, log.Index.Discarded.Select(run => run.Path).Order());
        Assert.All(log.Index.Discarded, run => Assert.Contains("another key", run.Reason));
    }

    [Fact]
    public void A_run_of_the_first_format_is_made_again()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        var old = Path.Combine(folder, $"{0:D20}.ids");
        File.WriteAllBytes(old, new byte[4_096]);
        log.Reopen().IsFound();
        Assert.Equal(new DiscardedRun(old, "it has another format"), Assert.Single(log.Index.Discarded));
        Assert.False(File.Exists(old));
    }

    [Fact]
    public void A_run_that_covers_what_was_cut_off_the_log_is_made_again()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        log.Index.Dispose();
        log.CutBack(log.End - 15);
        log.Reopen().IsFound();
        Assert.Contains("does not hold", Assert.Single(log.Index.Discarded).Reason);
    }

    [Fact]
    public void Before_the_log_is_cut_what_covers_more_is_deleted_and_no_more()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        log.Index.Dispose();
        var kept = RunsOf(folder)[..^1];
        File.WriteAllBytes(Path.Combine(folder, $"{0:D20}.ids"), [1]);
        RunFolder.DeleteBehind(folder, log.End - 10);
        Assert.Equal(kept, RunsOf(folder));
    }

    [Fact]
    public void Runs_that_a_crash_left_beside_their_merge_go_without_a_word()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        var merged = RunWriter.Write(folder, 1, log.Index.Runs, 0, TestContext.Current.CancellationToken);
        log.Reopen().IsFound();
        Assert.Empty(log.Index.Discarded);
        Assert.Equal([merged], RunsOf(folder));
    }

    [Fact]
    public void Of_two_runs_that_overlap_neither_is_believed()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        log.AddSegment(0, 200).AddSegment(200, 100);
        log.Index.Flush();
        using var other = new TemporaryFolder();
        using var cutElsewhere = new IndexedLog(other).Open();
        cutElsewhere.AddSegment(900, 150).AddSegment(950, 150);
        cutElsewhere.Index.Flush();
        var (first, second) = (RunsOf(folder)[0], RunsOf(other)[1]);
        log.Index.Dispose();
        File.Delete(RunsOf(folder)[1]);
        File.Copy(second, Path.Combine(folder, Path.GetFileName(second)));
        log.Reopen().IsFound();
        Assert.Equal(
            [Path.GetFileName(first), Path.GetFileName(second)],
            log.Index.Discarded.Select(run => Path.GetFileName(run.Path)).Order());
        Assert.All(log.Index.Discarded, run => Assert.Contains("overlaps", run.Reason));
    }

    [Fact]
    public void What_a_crash_left_before_it_was_named_is_removed_and_its_ids_come_from_the_log()
    {
        using var folder = new TemporaryFolder();
        using var log = SomeLog(folder);
        log.Index.Dispose();
        var run = RunsOf(folder)[0];
        File.Move(run, run + ".new");
        var unknown = Path.Combine(folder, "2.ids.new");
        File.WriteAllBytes(unknown, [1, 2, 3]);
        log.Reopen().IsFound();
        log.Index.Flush();
        Assert.False(File.Exists(run + ".new"));
        Assert.False(File.Exists(unknown));
        Assert.Empty(log.Index.Discarded);
    }

    [Fact]
    public void A_full_disk_loses_no_id_is_told_once_and_is_written_when_there_is_room()
    {
        using var parent = new TemporaryFolder();
        using var disk = new SmallDisk(Path.Combine(parent, "disk"));
        var folder = Path.Combine(parent, "disk", "decisions");
        Directory.CreateDirectory(folder);
        using var log = new IndexedLog(folder).Open();
        var failures = 0;
        log.Index.TellFailures(_ => failures++);
        log.AddSegment(0, 200);
        log.Index.Flush();
        disk.Fill();
        for (var segment = 1; segment < 12; segment++)
        {
            log.AddSegment(segment * 200, 200);
            log.Index.Flush();
        }
        Assert.Equal(1, failures);
        Assert.Equal(11, log.Index.Waiting);
        Assert.Empty(Directory.GetFiles(folder, "*.new"));
        log.IsFound();
        log.Reopen().IsFound();
        disk.Empty();
        log.AddSegment(5_000, 200);
        log.Index.Flush();
        Assert.Equal(0, log.Index.Waiting);
        Assert.InRange(log.Index.Runs.Count, 1, TransactionIndex.MostRuns);
        log.IsFound();
    }

    static IndexedLog SomeLog(string folder)
    {
        var log = new IndexedLog(folder).Open();
        log.AddSegment(0, 300).AddSegment(250, 100).AddSegment(1_000, 40);
        log.Index.Flush();
        return log;
    }

    static string[] RunsOf(string folder) => [.. Directory.GetFiles(folder, "*.ids").Order()];

    static byte[] Damaged(byte[] whole, string damage, int percent)
    {
        var at = Math.Min((whole.Length - 1) * percent / 100, whole.Length - 1);
        var bytes = whole.ToArray();
        switch (damage)
        {
            case "flipped":
                bytes[at] ^= (byte)(1 << (percent % 8));
                break;
            case "zeros":
                bytes.AsSpan(at, Math.Min(64, bytes.Length - at)).Clear();
                break;
            default:
                bytes = bytes[..at];
                break;
        }
        return bytes;
    }
}
