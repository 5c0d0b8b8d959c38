using CsCheck;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

public sealed class FileLogTests : IDisposable
{
    static readonly LogSettings Small = new(SegmentBytes: 4096);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_committed_is_read_back_over_all_segments_and_by_offset() =>
        Gen.Byte.Array[0, 300].List[1, 200].Sample(payloads =>
        {
            using var fresh = new TemporaryFolder();
            using var log = FileLog.Open(fresh, Small);
            var offsets = payloads.Select((p, i) => Written(log, p, i)).ToArray();
            using var reader = new LogReader(fresh);
            using var cursor = new LogCursor(fresh, 0);
            for (var i = 0; i < payloads.Count; i++)
            {
                Assert.True(cursor.TryRead(out var record));
                Assert.Equal(offsets[i], record.Offset);
                Assert.True(record.Payload.SequenceEqual(payloads[i]));
                Assert.True(LogRecord.TryRead(reader.Read(offsets[i]), offsets[i], out var again));
                Assert.Equal(i, again.AppendTime);
            }
            Assert.False(cursor.TryRead(out _));
        }, iter: 100);

    [Fact]
    public void A_damaged_byte_in_a_sealed_segment_is_an_error_that_names_the_place()
    {
        using var log = FileLog.Open(folder, Small);
        for (var i = 0; i < 60; i++)
            Written(log, new byte[200], i);
        var sealedSegment = Segments.PathOf(folder, 0);
        using (var file = File.Open(sealedSegment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 300;
            file.WriteByte(7);
        }
        using var cursor = new LogCursor(folder, 0);
        Assert.True(cursor.TryRead(out _));
        var damage = Assert.Throws<LogException>(() => cursor.TryRead(out _));
        Assert.Contains("is damaged at byte 219", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_that_cannot_be_begun_leaves_the_batch_to_be_committed_again()
    {
        using var log = FileLog.Open(folder, Small);
        while (log.End < Small.SegmentBytes)
            Written(log, new byte[200], 1);
        var end = log.End;
        var inTheWay = Directory.CreateDirectory(Segments.PathOf(folder, end));
        log.Append(RecordKind.Heartbeat, 0, 2, "later"u8);
        Assert.ThrowsAny<Exception>(log.Commit);
        Assert.Equal(end, log.End);
        inTheWay.Delete();
        log.Commit();
        using var cursor = new LogCursor(folder, end);
        Assert.True(cursor.TryRead(out var record));
        Assert.True(record.Payload.SequenceEqual("later"u8));
    }

    [Fact]
    public void A_follower_forgets_what_it_saw_of_a_write_that_failed_half_way()
    {
        using var log = FileLog.Open(folder, Small);
        Written(log, new byte[50], 1);
        using var cursor = new LogCursor(folder, 0);
        Assert.True(cursor.TryRead(out _));
        using (var file = File.Open(Segments.PathOf(folder, 0), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            file.Write(new byte[10]);
        Assert.False(cursor.TryRead(out _));
        Written(log, new byte[100], 2);
        Assert.True(cursor.TryRead(out var record));
        Assert.Equal(2, record.AppendTime);
    }

    [Fact]
    public void A_second_writer_is_refused_with_a_sentence()
    {
        using var first = FileLog.Open(folder, Small);
        var refusal = Assert.Throws<LogException>(() => FileLog.Open(folder, Small));
        Assert.Contains("Another process writes the log", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_wakes_when_the_log_grows_and_reads_on_across_the_seal_of_a_segment()
    {
        using var log = FileLog.Open(folder, Small);
        using var cursor = new LogCursor(folder, 0);
        for (var i = 0; i < 100; i++)
        {
            var grown = log.WaitAsync(cursor.Offset, TestContext.Current.CancellationToken);
            Assert.False(grown.IsCompleted);
            Written(log, new byte[150], i);
            await grown;
            Assert.True(cursor.TryRead(out var record));
            Assert.Equal(i, record.AppendTime);
        }
    }

    [Fact]
    public void What_is_forgotten_cannot_be_read_and_its_files_are_deleted_later()
    {
        using var log = FileLog.Open(folder, Small);
        for (var i = 0; i < 100; i++)
            Written(log, new byte[200], i);
        var (first, kept) = (Segments.PathOf(folder, 0), log.SegmentStarts[2]);
        log.Forget(kept);
        Assert.True(File.Exists(first));
        Assert.Equal(kept, log.FirstOffset);
        Assert.Throws<LogException>(() => log.OpenCursor(0).TryRead(out _));
        Assert.True(log.OpenCursor(kept).TryRead(out _));
        log.DeleteForgotten();
        Assert.Equal(log.SegmentStarts, Segments.List(folder));
        Assert.Throws<LogException>(() => new LogCursor(folder, 0).TryRead(out _));
    }

    [Fact]
    public void Files_that_cannot_be_deleted_are_tried_again_and_leave_no_hole()
    {
        using var log = FileLog.Open(folder, Small);
        for (var i = 0; i < 100; i++)
            Written(log, new byte[200], i);
        var (all, inTheWay) = (log.SegmentStarts, Segments.PathOf(folder, 0));
        File.Delete(inTheWay);
        Directory.CreateDirectory(inTheWay);
        log.Forget(all[3]);
        Assert.Throws<LogException>(log.DeleteForgotten);
        Assert.Equal(all[1..], Segments.List(folder));
        Directory.Delete(inTheWay);
        log.DeleteForgotten();
        Assert.Equal(all[3..], Segments.List(folder));
    }

    [Fact]
    public void Discarded_records_leave_no_trace()
    {
        using var log = FileLog.Open(folder, Small);
        log.Append(RecordKind.Heartbeat, 0, 1, "gone"u8);
        log.Discard();
        Assert.Equal(0, Written(log, "kept"u8.ToArray(), 2));
    }

    [Fact]
    public void What_the_largest_batch_needed_of_memory_is_given_back()
    {
        using var log = FileLog.Open(folder, Small);
        for (var i = 0; i < 20; i++)
            log.Append(RecordKind.Transaction, 0, i, new byte[1_000_000]);
        log.Commit();
        Assert.Equal(20 * 1_000_019, log.LastCommitted.Length);
        Written(log, new byte[100], 20);
        Written(log, new byte[100], 21);
        Assert.InRange(log.Reserve(100).Length, 100, 1 << 20);
        using var cursor = log.OpenCursor(0);
        for (var i = 0; i < 22; i++)
            Assert.True(cursor.TryRead(out _));
    }

    [Fact]
    public void Whatever_the_file_system_throws_is_an_exception_of_the_log()
    {
        var inTheWay = Path.Combine(folder, "file");
        File.WriteAllText(inTheWay, "");
        Assert.Throws<LogException>(() => FileLog.Open(Path.Combine(inTheWay, "log"), Small));
        var log = FileLog.Open(folder, Small);
        log.Dispose();
        log.Append(RecordKind.Heartbeat, 0, 1, "late"u8);
        var failed = Assert.Throws<LogException>(log.Commit);
        Assert.IsType<ObjectDisposedException>(failed.InnerException);
        Assert.Throws<LogException>(() => log.CutBack(0));
        log.Dispose();
    }

    [Fact]
    public void What_was_flushed_is_published_and_stays_so_across_an_opening()
    {
        using (var log = FileLog.Open(folder, Small))
        {
            Written(log, new byte[100], 1);
            Assert.Equal(0, log.Flushed);
            log.FlushToDisk();
            Assert.Equal(119, log.Flushed);
            Written(log, new byte[100], 2);
            Assert.Equal(119, EndFile.Read(folder, out _)!.Value.Flushed);
            while (log.SegmentStarts.Length == 1)
                Written(log, new byte[100], 3);
            // A full segment is flushed beside the writer.
            Assert.True(SpinWait.SpinUntil(
                () => log.Flushed == log.SegmentStarts[1], TimeSpan.FromSeconds(30)));
        }
        var end = EndFile.Read(folder, out _)!.Value;
        Assert.Equal(end.Committed, end.Flushed);
        using var again = FileLog.Open(folder, Small);
        Assert.Equal(end.Flushed, again.Flushed);
    }

    static long Written(FileLog log, byte[] payload, long time)
    {
        var offset = log.Append(RecordKind.Transaction, 0, time, payload);
        log.Commit();
        return offset;
    }
}
