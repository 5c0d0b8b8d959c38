using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

/// <summary>What was committed is there after an opening, or the opening names the place where it was lost.</summary>
public sealed class LogOpeningTests : IDisposable
{
    const int Records = 120;

    static readonly long[] All = [.. Enumerable.Range(1, Records).Select(i => (long)i)];

    readonly TemporaryFolder folder = new();
    readonly TemporaryFolder scratch = new();

    public LogOpeningTests() => LogCopy.Write(folder, 1, Records + 1);

    string Last => Segments.PathOf("", Segments.List(folder)[^1]);

    public void Dispose()
    {
        folder.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void A_byte_that_flips_anywhere_is_named_and_nothing_is_cut()
    {
        foreach (var file in Segments.List(folder).Select(start => Segments.PathOf("", start)))
        {
            var length = new FileInfo(Path.Combine(folder, file)).Length;
            for (var percent = 0; percent <= 100; percent++)
            {
                var copy = Fresh();
                LogCopy.Flip(Path.Combine(copy, file), Math.Min(length - 1, length * percent / 100));
                Assert.Null(LogCopy.OpenAndRead(copy, LogCopy.Settings, out _));
                Assert.Empty(Directory.GetFiles(copy, "*.torn"));
                Assert.Throws<LogException>(() => LogCopy.Read(copy));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_the_file_of_the_end_only_the_last_record_can_pass_for_torn(bool middle)
    {
        var copy = Fresh();
        File.Delete(EndFile.PathOf(copy));
        var path = Path.Combine(copy, Last);
        var length = new FileInfo(path).Length;
        LogCopy.Flip(path, middle ? length / 2 : length - 1);
        var read = LogCopy.OpenAndRead(copy, LogCopy.Settings, out var torn);
        Assert.Equal(middle ? null : All[..^1], read);
        Assert.Equal(middle, torn is null);
        if (torn is not null)
            Assert.Equal(torn.Bytes, new FileInfo(torn.KeptAs).Length);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_file_that_is_too_short_is_refused_where_it_must_be_whole_and_cut_at_a_record_where_it_may_be_torn(
        bool hasEnd, bool isAfterRestart)
    {
        // Nothing was flushed of what the second writer has added: it never stopped.
        using var running = FileLog.Open(folder, LogCopy.Settings);
        var flushed = running.End - Segments.List(folder)[^1];
        var lengths = new List<long> { flushed };
        for (var time = Records + 1; time <= Records + 3; time++)
        {
            LogCopy.Append(running, time);
            running.Commit();
            lengths.Add(running.End - Segments.List(folder)[^1]);
        }
        var settings = LogCopy.Settings with { Boot = isAfterRestart ? LogCopy.AfterRestart : LogCopy.Now };
        for (var length = flushed; length < lengths[^1]; length++)
        {
            var copy = Fresh();
            LogCopy.Truncate(Path.Combine(copy, Last), length);
            if (!hasEnd)
                File.Delete(EndFile.PathOf(copy));
            var read = LogCopy.OpenAndRead(copy, settings, out var torn);
            if (hasEnd && !isAfterRestart)
            {
                Assert.Null(read);
                continue;
            }
            var whole = lengths.FindLastIndex(end => end <= length);
            Assert.Equal(Records + whole, read!.Count);
            Assert.Equal(length - lengths[whole], torn?.Bytes ?? 0);
        }
    }

    [Fact]
    public void After_a_restart_of_the_machine_what_was_flushed_is_still_held_to_be_written()
    {
        var settings = LogCopy.Settings with { Boot = LogCopy.AfterRestart };
        var path = Path.Combine(Fresh(), Last);
        LogCopy.Truncate(path, new FileInfo(path).Length - 1);
        Assert.Null(LogCopy.OpenAndRead(scratch, settings, out _));
    }

    [Fact]
    public void A_power_failure_may_take_the_end_of_a_full_segment_and_leave_the_next_one_empty()
    {
        var starts = Segments.List(folder);
        var (full, last) = (starts[^2], starts[^1]);
        for (var lost = 1; lost < last - full; lost += 7)
        {
            foreach (var boot in (Guid[])[LogCopy.Now, LogCopy.AfterRestart])
            {
                var copy = Fresh();
                LogCopy.Truncate(Segments.PathOf(copy, full), last - full - lost);
                LogCopy.Truncate(Segments.PathOf(copy, last), 0);
                LogCopy.PublishEnd(copy, new(last + 100, full, LogCopy.Now));
                var read = LogCopy.OpenAndRead(copy, LogCopy.Settings with { Boot = boot }, out _);
                Assert.Equal(boot == LogCopy.AfterRestart, read is not null);
                if (read is null)
                    continue;
                Assert.Equal(All[..read.Count], read);
                Assert.Equal(full, Segments.List(copy)[^1]);
            }
        }
    }

    [Fact]
    public void A_full_segment_that_is_short_is_damaged_where_the_next_one_holds_something()
    {
        var starts = Segments.List(folder);
        var copy = Fresh();
        LogCopy.Truncate(Segments.PathOf(copy, starts[^2]), starts[^1] - starts[^2] - 1);
        LogCopy.PublishEnd(copy, new(starts[^1] + 100, starts[^2], LogCopy.Now));
        Assert.Null(LogCopy.OpenAndRead(copy, LogCopy.Settings with { Boot = LogCopy.AfterRestart }, out _));
    }

    [Fact]
    public void An_end_file_that_is_damaged_anywhere_is_told_and_not_trusted()
    {
        for (var at = 0; at < LogEnd.Length; at++)
        {
            var copy = Fresh();
            LogCopy.Flip(EndFile.PathOf(copy), at);
            Assert.Equal(All, LogCopy.Read(copy));
            using (var log = FileLog.Open(copy, LogCopy.Settings))
                Assert.True(log.IsEndDamaged);
            using (var log = FileLog.Open(copy, LogCopy.Settings))
                Assert.False(log.IsEndDamaged);
            Assert.Equal(All, LogCopy.Read(copy));
        }
    }

    [Fact]
    public void A_segment_that_is_missing_is_named_wherever_it_was()
    {
        foreach (var start in Segments.List(folder)[1..])
        {
            var copy = Fresh();
            File.Delete(Segments.PathOf(copy, start));
            Assert.Null(LogCopy.OpenAndRead(copy, LogCopy.Settings, out _));
            Assert.Throws<LogException>(() => LogCopy.Read(copy));
        }
    }

    [Fact]
    public void Whole_records_behind_the_committed_end_stay_and_a_torn_one_is_cut()
    {
        var path = Path.Combine(Fresh(), Last);
        var record = new byte[LogRecord.PayloadAt + LogCopy.Payload(121).Length];
        LogCopy.Payload(121).CopyTo(record.AsSpan(LogRecord.PayloadAt));
        LogRecord.Seal(record, RecordKind.Transaction, 0, 121, 1);
        using (var file = File.Open(path, FileMode.Append))
        {
            file.Write(record);
            file.Write(record.AsSpan(0, 40));
        }
        Assert.Equal(All, LogCopy.Read(scratch));
        Assert.Equal([.. All, 121], LogCopy.OpenAndRead(scratch, LogCopy.Settings, out var torn));
        Assert.Equal((path, 40), (torn!.Path, torn.Bytes));
    }

    [Fact]
    public void What_was_torn_at_one_place_time_and_again_is_kept_each_time()
    {
        var path = Path.Combine(Fresh(), Last);
        for (byte i = 1; i <= 3; i++)
        {
            using (var file = File.Open(path, FileMode.Append))
                file.Write([i, i]);
            Assert.Equal(All, LogCopy.OpenAndRead(scratch, LogCopy.Settings, out var torn));
            Assert.Equal([i, i], File.ReadAllBytes(torn!.KeptAs));
        }
        Assert.Equal(3, Directory.GetFiles(scratch, "*.torn").Length);
    }

    [Fact]
    public void A_process_that_is_killed_at_any_moment_loses_nothing_that_was_committed()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        for (var time = Records + 1; time <= Records + 80; time++)
        {
            var end = File.ReadAllBytes(EndFile.PathOf(folder));
            LogCopy.Append(log, time);
            log.Commit();
            // Between the two writes of a commit the end is still the old one; behind them it is the new one.
            foreach (var isEarly in (bool[])[true, false])
            {
                var copy = Fresh();
                if (isEarly)
                    File.WriteAllBytes(EndFile.PathOf(copy), end);
                Assert.Equal(time - (isEarly ? 1 : 0), LogCopy.Read(copy).Count);
                Assert.Equal(time, LogCopy.OpenAndRead(copy, LogCopy.Settings, out var torn)!.Count);
                Assert.Null(torn);
            }
        }
    }

    [Fact]
    public void A_log_that_was_cut_back_on_purpose_opens_and_goes_on()
    {
        long[] ends;
        using (var log = FileLog.Open(folder, LogCopy.Settings))
        {
            using var cursor = log.OpenCursor(0);
            var offsets = new List<long>();
            while (cursor.TryRead(out var record))
                offsets.Add(record.End);
            ends = [.. offsets];
            log.CutBack(ends[9]);
            Assert.Equal(ends[9], log.End);
        }
        Assert.Equal(All[..10], LogCopy.OpenAndRead(folder, LogCopy.Settings, out var torn));
        Assert.Null(torn);
        LogCopy.Write(folder, 11, Records + 1);
        Assert.Equal(All, LogCopy.Read(folder));
        Assert.NotEmpty(Directory.GetFiles(folder, "*.torn"));
    }

    string Fresh()
    {
        foreach (var file in Directory.GetFiles(scratch))
            File.Delete(file);
        LogCopy.Copy(folder, scratch);
        return scratch;
    }
}
