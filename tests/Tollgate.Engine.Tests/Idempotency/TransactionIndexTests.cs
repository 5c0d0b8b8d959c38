using CsCheck;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Idempotency;

public sealed class TransactionIndexTests
{
    [Fact]
    public void It_finds_what_the_log_holds_after_any_adds_seals_merges_retention_and_starts() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 400]).Array[1, 120].Sample(steps =>
        {
            using var folder = new TemporaryFolder();
            using var log = new IndexedLog(folder).Open();
            foreach (var (kind, number) in steps)
            {
                if (kind < 4)
                    Enumerable.Range(number, number % 40).ToList().ForEach(n => log.Add(n, log.End));
                else if (kind < 7)
                    log.Seal();
                else if (kind == 7)
                    log.Index.Flush();
                else if (kind == 8)
                    log.DropOldestSegment();
                else
                    log.Reopen(log.End - number);
            }
            log.IsFound();
            log.Index.Flush();
            log.IsFound();
            Assert.True(log.Index.Runs.Count <= TransactionIndex.MostRuns);
            Assert.Equal(0, log.Index.Waiting);
            log.Reopen().IsFound();
            Assert.Empty(log.Index.Discarded);
        }, iter: 150);

    [Fact]
    public void Two_thousand_segments_are_at_most_eight_runs_at_any_time()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        for (var segment = 0; segment < 2_000; segment++)
        {
            log.AddSegment(segment * 20, 20, segment);
            if (segment % 3 == 0)
                log.Index.Flush();
            Assert.True(log.Index.Runs.Count <= TransactionIndex.MostRuns);
        }
        log.Index.Flush();
        Assert.True(log.Index.Runs.Count <= TransactionIndex.MostRuns);
        Assert.Equal(log.Index.Runs.Count, Directory.GetFiles(folder, "*.ids").Length);
        log.IsFound();
    }

    [Fact]
    public void A_new_id_costs_no_read_of_a_file_but_for_one_in_a_few_hundred()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        for (var segment = 0; segment < 30; segment++)
            log.AddSegment(segment * 2_000, 2_000);
        log.Index.Flush();
        var (ids, offsets) = (new UInt128[256], new long[256]);
        for (var batch = 0; batch < 400; batch++)
        {
            for (var i = 0; i < ids.Length; i++)
                ids[i] = IndexedLog.IdOf(10_000_000 + (batch * ids.Length) + i);
            log.Index.Find(ids, offsets, long.MinValue);
            Assert.All(offsets, offset => Assert.Equal(-1, offset));
        }
        foreach (var run in log.Index.Runs)
            Assert.InRange(run.Reads, 0, 400 * 256 / 300);
    }

    [Fact]
    public void What_has_left_the_window_keeps_its_ids_apart_on_disk_and_is_still_found()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        var offsets = new long[1];
        for (var segment = 0; segment < 300; segment++)
        {
            log.AddSegment(segment * 50, 50, segment);
            log.Index.Find([IndexedLog.IdOf(-1)], offsets, segment - 40);
            log.Index.Flush();
        }
        log.AddSegment(300 * 50, 50, 300);
        log.Index.Flush();
        Assert.True(log.Index.Runs.Count <= TransactionIndex.MostRuns);
        var loaded = log.Index.Runs.Where(run => run.IsFilterLoaded).ToList();
        Assert.InRange(loaded.Sum(run => run.Count), 40 * 50, 2 * 41 * 50);
        Assert.All(log.Index.Runs, run => Assert.Equal(run.Newest >= 259, run.IsFilterLoaded));
        log.IsFound();
        log.Reopen(newerThan: 260);
        Assert.All(log.Index.Runs, run => Assert.Equal(run.Newest >= 260, run.IsFilterLoaded));
        log.IsFound();
    }

    [Fact]
    public void A_range_that_holds_nothing_newer_is_not_asked_and_one_that_does_is()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        log.AddSegment(7, 1, keptUntil: 1_000);
        log.Index.Flush();
        Assert.Equal(0, log.Index.Find(IndexedLog.IdOf(7), newerThan: 1_000));
        Assert.Equal(-1, log.Index.Find(IndexedLog.IdOf(7), newerThan: 1_001));
    }

    [Fact]
    public async Task Readers_find_every_id_while_runs_are_written_and_merged_under_them()
    {
        using var folder = new TemporaryFolder();
        using var log = new IndexedLog(folder).Open();
        log.AddSegment(0, 500);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            var found = 0L;
            for (long number = reader; !stop.IsCancellationRequested; number = (number + 7) % 500, found++)
                Assert.Equal(number * 10, log.Index.Find(IndexedLog.IdOf(number)));
            return found;
        })).ToArray();
        for (var segment = 1; segment < 300; segment++)
        {
            log.AddSegment(segment * 500, 500);
            if (segment % 10 == 0)
                log.Index.Flush();
        }
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), found => Assert.True(found > 0));
    }

    [Fact]
    public void A_closed_index_leaves_no_file_open_and_closes_twice()
    {
        using var folder = new TemporaryFolder();
        var log = new IndexedLog(folder).Open();
        for (var segment = 0; segment < 20; segment++)
            log.AddSegment(segment * 100, 100);
        log.Index.Flush();
        Assert.Equal(log.Index.Runs.Count, OpenFilesIn(folder).Count);
        log.Dispose();
        log.Dispose();
        Assert.Empty(OpenFilesIn(folder));
    }

    static List<string> OpenFilesIn(string folder) =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd").Select(TargetOf)
            .Where(target => target.StartsWith(folder, StringComparison.Ordinal)),
    ];

    static string TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            return ""; // another test has closed it meanwhile
        }
    }
}
