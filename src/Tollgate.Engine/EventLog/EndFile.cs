using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// The file beside the segments in which the writer publishes where the log ends. Other processes read no further, so
/// that they never see a record of a batch that is taken back, and an opening tells a torn write from damage by it. It
/// only ever helps: when it cannot be written, it is taken away, and the log is read by its records alone.
/// </summary>
sealed class EndFile(string folder, Guid boot) : IDisposable
{
    const int ReadAttempts = 8;

    readonly string path = PathOf(folder);
    readonly Lock sync = new();
    SafeFileHandle? file;
    LogEnd end;
    long durable = -1;

    public static string PathOf(string folder) => Path.Combine(folder, "end");

    /// <summary>Offset before which the disk has every byte. Any thread.</summary>
    public long Flushed
    {
        get
        {
            lock (sync)
                return end.Flushed;
        }
    }

    /// <summary>The published end; null when there is none that can be trusted.</summary>
    /// <param name="isDamaged">Whether there is a file that says nothing.</param>
    public static LogEnd? Read(string folder, out bool isDamaged)
    {
        Span<byte> bytes = stackalloc byte[LogEnd.Length + 1];
        isDamaged = false;
        try
        {
            for (var i = 0; i < ReadAttempts; i++)
            {
                using var file = File.OpenHandle(
                    PathOf(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                if (LogEnd.TryRead(bytes[..RandomAccess.Read(file, bytes, 0)], out var end))
                    return end;
                // The writer may be at it just now.
                Thread.Yield();
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read says as little as what is damaged.
        }
        isDamaged = true;
        return null;
    }

    /// <summary>Publishes the end of an opened log.</summary>
    public void Begin(long committed, long flushed)
    {
        lock (sync)
        {
            end = new(committed, Math.Min(flushed, committed), boot);
            Publish();
        }
    }

    /// <summary>Publishes the end behind a commit.</summary>
    public void Commit(long committed)
    {
        lock (sync)
        {
            end = end with { Committed = committed };
            Publish();
        }
    }

    /// <summary>The disk has every byte before an offset.</summary>
    /// <param name="durably">Whether this shall be on the disk as well.</param>
    public void Flush(long flushed, bool durably)
    {
        SafeFileHandle current;
        lock (sync)
        {
            end = end with { Flushed = Math.Max(end.Flushed, flushed) };
            if (!durably || durable >= end.Flushed || !Publish())
                return;
            (current, flushed) = (file!, end.Flushed);
        }
        try
        {
            RandomAccess.FlushToDisk(current); // outside the lock, on which commits wait
            lock (sync)
                durable = flushed;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            lock (sync)
                Withdraw();
        }
    }

    /// <summary>Publishes a lower end durably, ahead of a cut: what is cut on purpose must not look lost.</summary>
    public void Lower(long committed)
    {
        lock (sync)
        {
            end = new(committed, Math.Min(end.Flushed, committed), boot);
            durable = -1;
            try
            {
                if (Publish())
                    RandomAccess.FlushToDisk(file!);
                else if (File.Exists(path))
                    throw new LogException($"{path} can neither be written nor deleted.");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw LogException.From(e, path, "written");
            }
        }
    }

    public void Dispose() => file?.Dispose();

    bool Publish()
    {
        Span<byte> bytes = stackalloc byte[LogEnd.Length];
        end.Write(bytes);
        try
        {
            if (file is null)
            {
                file = File.OpenHandle(
                    path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                if (RandomAccess.GetLength(file) > LogEnd.Length)
                    RandomAccess.SetLength(file, 0);
            }
            RandomAccess.Write(file, bytes, 0);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Withdraw();
            return false;
        }
    }

    /// <summary>An end that lags behind would hold readers back; the next commit publishes it anew.</summary>
    void Withdraw()
    {
        file?.Dispose();
        file = null;
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays too low, which costs a reader in another process its newest records until the next commit.
        }
    }
}
