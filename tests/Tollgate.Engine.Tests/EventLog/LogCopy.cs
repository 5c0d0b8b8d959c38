using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Tests.EventLog;

/// <summary>A small log whose records are known, and copies of its files to be damaged.</summary>
static class LogCopy
{
    public static readonly Guid Now = new("11111111-1111-1111-1111-111111111111");

    public static readonly Guid AfterRestart = new("22222222-2222-2222-2222-222222222222");

    public static LogSettings Settings { get; } = new(SegmentBytes: 4096) { Boot = Now };

    /// <summary>The payload of a record, which its append time names.</summary>
    public static byte[] Payload(long time) =>
        [.. Enumerable.Range(0, 30 + (int)(time * 37 % 90)).Select(i => (byte)(i * time))];

    public static void Append(FileLog log, long time) => log.Append(RecordKind.Transaction, 0, time, Payload(time));

    /// <summary>Writes a record of each time, one commit each, and stops in good order.</summary>
    public static void Write(string folder, int from, int to, LogSettings? settings = null)
    {
        using var log = FileLog.Open(folder, settings ?? Settings);
        for (var time = from; time < to; time++)
        {
            Append(log, time);
            log.Commit();
        }
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>The append times of all records, each of which is checked to be what was written.</summary>
    public static List<long> Read(LogCursor cursor)
    {
        var times = new List<long>();
        while (cursor.TryRead(out var record))
        {
            Assert.Equal(Payload(record.AppendTime), record.Payload);
            times.Add(record.AppendTime);
        }
        return times;
    }

    /// <summary>Those of another process, which may begin behind what retention has taken.</summary>
    public static List<long> Read(string folder, Guid? boot = null)
    {
        using var cursor = new LogCursor(
            new LogFolder(folder, boot ?? Now), Segments.List(folder) is [var first, ..] ? first : 0);
        return Read(cursor);
    }

    /// <summary>Opens a log and reads it: either all is there, or the error names a file and a place.</summary>
    /// <returns>The times that were read, or null when it was refused.</returns>
    public static List<long>? OpenAndRead(string folder, LogSettings settings, out CutTail? torn)
    {
        torn = null;
        try
        {
            using var log = FileLog.Open(folder, settings);
            torn = log.Torn;
            using var cursor = log.OpenCursor(log.FirstOffset);
            return Read(cursor);
        }
        catch (LogException e)
        {
            Assert.Matches(@"\d{20}\.log .*byte", e.Message);
            return null;
        }
    }

    public static void Flip(string path, long at)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 0x41));
    }

    /// <summary>Writes the file that says where the log ends.</summary>
    public static void PublishEnd(string folder, LogEnd end)
    {
        var bytes = new byte[LogEnd.Length];
        end.Write(bytes);
        File.WriteAllBytes(EndFile.PathOf(folder), bytes);
    }

    public static void Truncate(string path, long length)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }
}
