using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

public sealed class LogReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Records_of_segments_that_come_later_are_found_as_well(bool isInside)
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var reader = isInside ? new LogReader(log) : new LogReader(folder);
        for (var time = 1; time < 300; time++)
        {
            var at = log.Next;
            LogCopy.Append(log, time);
            log.Commit();
            Assert.True(LogRecord.TryRead(reader.Read(at), at, out var record));
            Assert.Equal(time, record.AppendTime);
        }
        Assert.Throws<LogException>(() => reader.Read(1));
        Assert.Throws<LogException>(() => reader.Read(log.End));
    }

    [Fact]
    public void The_longest_record_is_read_whole()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var reader = new LogReader(log);
        var payload = new byte[LogRecord.MaxPayload - 1];
        payload.AsSpan().Fill(5);
        log.Append(RecordKind.Transaction, 0, 1, payload);
        log.Commit();
        LogRecord.TryRead(reader.Read(0), 0, out var record);
        Assert.Equal(payload, record.Payload);
        using var cursor = log.OpenCursor(0);
        Assert.True(cursor.TryRead(out record));
        Assert.Equal(payload, record.Payload);
    }

    [Fact]
    public async Task Segments_that_retention_takes_are_let_go_while_others_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "which files a process holds open is read from /proc");
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var reader = new LogReader(log);
        var offsets = new List<long>();
        for (var time = 1; time < 1500; time++)
        {
            offsets.Add(log.Next);
            LogCopy.Append(log, time);
            log.Commit();
        }
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(1, 3).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            var missed = 0;
            while (!stop.IsCancellationRequested)
            {
                var at = random.Next(offsets.Count);
                if (reader.ReadIfKept(offsets[at]) is not { } frame)
                    missed++;
                else if (!LogRecord.TryRead(frame, offsets[at], out var record) || record.AppendTime != at + 1)
                    throw new InvalidDataException($"another record at {offsets[at]}");
            }
            return missed;
        })).ToArray();
        while (log.SegmentStarts.Length > 1)
        {
            log.Forget(log.SegmentStarts[1]);
            log.DeleteForgotten();
            await Task.Yield();
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        var held = Directory.GetFiles("/proc/self/fd")
            .Select(link => new FileInfo(link).LinkTarget ?? "")
            .Where(target => target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith("(deleted)"));
        Assert.Empty(held);
        Assert.Null(reader.ReadIfKept(0));
        Assert.Contains("is not kept back", Assert.Throws<LogException>(() => reader.Read(0)).Message);
        Assert.NotNull(reader.ReadIfKept(offsets[^1]));
    }

    [Fact]
    public void A_read_allocates_the_record_and_nothing_else()
    {
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var reader = new LogReader(log);
        LogCopy.Append(log, 1);
        log.Commit();
        var frame = reader.Read(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            reader.Read(0);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.InRange(each, frame.Length, frame.Length + 40);
    }
}
