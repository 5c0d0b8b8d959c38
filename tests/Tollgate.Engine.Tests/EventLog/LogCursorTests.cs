using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

public sealed class LogCursorTests : IDisposable
{
    static readonly long[] All = [.. Enumerable.Range(1, 200).Select(i => (long)i)];

    readonly TemporaryFolder folder = new();

    public LogCursorTests() => LogCopy.Write(folder, 1, 201);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_place_that_retention_took_meanwhile_is_an_error_and_not_the_end(bool isInside)
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var cursor = isInside ? log.OpenCursor(0) : new LogCursor(folder, 0);
        Assert.True(cursor.TryRead(out _));
        log.Forget(log.SegmentStarts[^1]);
        log.DeleteForgotten();
        var lost = Assert.Throws<LogException>(() => LogCopy.Read(cursor));
        Assert.Contains("is not kept back to offset", lost.Message, StringComparison.Ordinal);
        Assert.Throws<LogException>(() => LogCopy.Read(isInside ? log.OpenCursor(0) : new(folder, 0)));
    }

    [Fact]
    public void Damage_that_comes_while_a_follower_reads_is_an_error_with_its_place()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var cursor = new LogCursor(new LogFolder(folder, LogCopy.Now), 0);
        Assert.Equal(All, LogCopy.Read(cursor));
        var end = log.End;
        LogCopy.Append(log, 201);
        log.Commit();
        LogCopy.Flip(Segments.PathOf(folder, log.SegmentStarts[^1]), end - log.SegmentStarts[^1] + 20);
        var damage = Assert.Throws<LogException>(() => cursor.TryRead(out _));
        Assert.EndsWith(
            $"{log.SegmentStarts[^1]:D20}.log is damaged at byte {end - log.SegmentStarts[^1]}: {LogException.Remedy}",
            damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cursor_goes_to_any_record_of_any_segment_and_on_from_there()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var cursor = log.OpenCursor(0);
        var offsets = new List<long>();
        while (cursor.TryRead(out var record))
            offsets.Add(record.Offset);
        foreach (var at in (int[])[0, 190, 10, 11, 100, 199, 0])
        {
            cursor.Seek(offsets[at]);
            Assert.True(cursor.TryRead(out var record));
            Assert.Equal(at + 1, record.AppendTime);
            Assert.Equal(at < 199, cursor.TryRead(out _));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Batches_are_the_same_records_one_behind_the_other(int most)
    {
        using var cursor = new LogCursor(folder, 0);
        var times = new List<long>();
        var expected = 0L;
        while (cursor.TryReadBatch(most, out var frames, out var offset))
        {
            Assert.Equal(expected, offset);
            var count = 0;
            for (; frames.Length > 0; count++)
            {
                Assert.True(LogRecord.TryRead(frames, offset, out var record));
                Assert.Equal(LogCopy.Payload(record.AppendTime), record.Payload);
                times.Add(record.AppendTime);
                frames = frames[record.Frame.Length..];
                offset = record.End;
            }
            Assert.InRange(count, 1, most);
            Assert.Equal(offset, expected = cursor.Offset);
        }
        Assert.Equal(All, times);
    }

    [Fact]
    public void Records_behind_the_committed_end_are_for_nobody()
    {
        var path = Segments.PathOf(folder, Segments.List(folder)[^1]);
        var record = new byte[LogRecord.PayloadAt];
        LogRecord.Seal(record, RecordKind.Heartbeat, 0, 201, 1);
        using (var file = File.Open(path, FileMode.Append))
            file.Write(record);
        foreach (var boot in (Guid[])[LogCopy.Now, LogCopy.AfterRestart])
            Assert.Equal(All, LogCopy.Read(folder, boot));
    }

    [Fact]
    public void What_a_restart_of_the_machine_took_before_it_was_flushed_is_no_damage_to_a_reader()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        var flushed = log.End;
        LogCopy.Append(log, 201);
        log.Commit();
        LogCopy.Truncate(Segments.PathOf(folder, log.SegmentStarts[^1]), flushed - log.SegmentStarts[^1] + 10);
        Assert.Equal(All, LogCopy.Read(folder, LogCopy.AfterRestart));
        Assert.Throws<LogException>(() => LogCopy.Read(folder, LogCopy.Now));
    }

    [Fact]
    public void A_log_of_an_earlier_version_which_publishes_no_end_is_read_to_its_last_whole_record()
    {
        File.Delete(EndFile.PathOf(folder));
        Assert.Equal(All, LogCopy.Read(folder));
        var path = Segments.PathOf(folder, Segments.List(folder)[^1]);
        using (var file = File.Open(path, FileMode.Append))
            file.Write(new byte[10]);
        Assert.Equal(All, LogCopy.Read(folder));
        LogCopy.Flip(path, new FileInfo(path).Length / 2);
        Assert.Throws<LogException>(() => LogCopy.Read(folder));
    }
}
