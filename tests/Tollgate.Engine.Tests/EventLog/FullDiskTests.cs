using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

/// <summary>
/// Writes that fail, on a real disk of 256 KB that is full. The batches are longer than what is left in a page of the
/// disk, so that a part of each write succeeds.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly SmallDisk disk;
    readonly string data;

    public FullDiskTests()
    {
        disk = new SmallDisk(Path.Combine(folder, "disk"));
        data = Path.Combine(folder, "disk", "log");
    }

    public void Dispose()
    {
        disk.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_of_a_batch_that_failed_stays_in_the_file(bool isDiscarded)
    {
        using (var log = FileLog.Open(data, new()))
        {
            LogCopy.Append(log, 1);
            log.Commit();
            var length = Length();
            disk.Fill();
            AppendBatch(log, 2);
            Assert.IsType<LogException>(Record.Exception(log.Commit));
            Assert.Equal(length, Length());
            if (isDiscarded)
                log.Discard();
        }
        disk.Empty();
        Assert.Equal([1], LogCopy.OpenAndRead(data, new(), out var torn));
        Assert.Null(torn);
    }

    [Fact]
    public void A_batch_that_failed_can_be_committed_again()
    {
        using var log = FileLog.Open(data, new());
        disk.Fill();
        AppendBatch(log, 1);
        Assert.Throws<LogException>(log.Commit);
        Assert.Throws<LogException>(log.Commit);
        disk.Empty();
        log.Commit();
        Assert.Equal(100, LogCopy.Read(log.OpenCursor(0)).Count);
    }

    [Fact]
    public void Followers_beside_failing_commits_read_exactly_what_was_committed()
    {
        using var log = FileLog.Open(data, new(SegmentBytes: 30_000));
        using var inside = log.OpenCursor(0);
        using var outside = new LogCursor(data, 0);
        List<long> committed = [], seenInside = [], seenOutside = [];
        for (var round = 0; round < 12; round++)
        {
            if (round % 3 == 1)
                disk.Fill();
            AppendBatch(log, round * 1000);
            if (round % 3 == 1)
            {
                Assert.Throws<LogException>(log.Commit);
                Look();
                log.Discard();
                disk.Empty();
            }
            else
            {
                log.Commit();
                committed.AddRange(Enumerable.Range(round * 1000, 100).Select(i => (long)i));
            }
            Look();
        }

        void Look()
        {
            seenInside.AddRange(LogCopy.Read(inside));
            seenOutside.AddRange(LogCopy.Read(outside));
            Assert.Equal(committed, seenInside);
            Assert.Equal(committed, seenOutside);
        }
    }

    [Fact]
    public void A_log_is_ill_until_a_write_of_its_own_or_a_probe_succeeds()
    {
        using var log = FileLog.Open(data, new());
        Assert.True(log.Probe());
        disk.Fill();
        AppendBatch(log, 1);
        Assert.Throws<LogException>(log.Commit);
        Assert.IsType<LogException>(log.Failure);
        log.Discard();
        log.Commit();
        Assert.NotNull(log.Failure);
        Assert.False(log.Probe());
        Assert.NotNull(log.Failure);
        disk.Empty();
        Assert.True(log.Probe());
        Assert.Null(log.Failure);
        Assert.Equal(0, Length());

        disk.Fill();
        AppendBatch(log, 1);
        Assert.Throws<LogException>(log.Commit);
        disk.Empty();
        log.Commit();
        Assert.Null(log.Failure);
    }

    [Fact]
    public void A_log_whose_end_cannot_be_published_is_read_by_its_records()
    {
        Directory.CreateDirectory(EndFile.PathOf(data));
        using (var log = FileLog.Open(data, new()))
        {
            LogCopy.Append(log, 1);
            log.Commit();
            Assert.Null(log.Failure);
            log.FlushToDisk();
            log.CutBack(log.End);
            Assert.Equal([1], LogCopy.Read(data));
            Directory.Delete(EndFile.PathOf(data));
            LogCopy.Append(log, 2);
            log.Commit();
        }
        Assert.Equal(LogCopy.Read(data).Count, EndFile.Read(data, out _) is null ? 0 : 2);
    }

    static void AppendBatch(FileLog log, long from)
    {
        for (var time = from; time < from + 100; time++)
            LogCopy.Append(log, time);
    }

    long Length() => new FileInfo(Segments.PathOf(data, 0)).Length;
}
