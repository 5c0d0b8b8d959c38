using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// An append-only log in segment files. One writer (a lock file keeps a second one out), any number of readers in this
/// and other processes. Appended records are buffered; <see cref="Commit"/> hands the whole batch to the disk at once.
/// Owned by one thread, except for what says "any thread", and for readers. Whatever the file system throws comes out
/// as a <see cref="LogException"/>.
/// </summary>
sealed class FileLog : ILogExtent, IDisposable
{
    const int BufferBytes = 1 << 20;

    /// <summary>A buffer above this goes back to its usual size behind the batch that needed it.</summary>
    const int LargestKept = 8 << 20;

    const int ProbeBytes = 64 << 10;

    readonly LogSettings settings;
    readonly FileStream folderLock;
    readonly EndFile published;
    readonly AppendSignal appended = new();
    readonly UnflushedSegments unflushed;
    readonly ConcurrentQueue<long> forgotten = [];
    volatile long[] starts;
    volatile SafeFileHandle file;
    volatile Exception? failure;
    byte[] buffer = new byte[BufferBytes];
    int buffered;
    int committed;
    long end;

    /// <summary>Bytes of a batch that is not committed may lie behind the end.</summary>
    bool hasRemains;

    FileLog(string folder, LogSettings settings, FileStream folderLock)
    {
        (Folder, this.settings, this.folderLock) = (folder, settings, folderLock);
        starts = Segments.List(folder);
        var known = EndFile.Read(folder, out var isDamaged);
        IsEndDamaged = isDamaged;
        var written = known?.Written(settings.Boot) ?? 0;
        starts = LogOpening.WithoutEmptyEnd(folder, starts, written);
        LogOpening.CheckAdjacency(folder, starts);
        if (starts.Length == 0)
            starts = [0];
        file = OpenSegment(starts[^1]);
        try
        {
            end = starts[^1] + LogOpening.CutTornTail(folder, starts[^1], file, written, out var torn);
            (Torn, Lost) = (torn, Math.Max(0, (known?.Committed ?? 0) - end));
            FirstOffset = starts[0];
            published = new(folder, settings.Boot);
            unflushed = new(offset => published.Flush(offset, durably: false));
            published.Begin(end, known?.Flushed ?? 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public string Folder { get; }

    /// <summary>What a crash had left of its last write; null when there was nothing.</summary>
    public CutTail? Torn { get; }

    /// <summary>Bytes that were committed, but not on the disk yet when the machine went down.</summary>
    public long Lost { get; }

    /// <summary>Whether the file that says where the log ends was damaged. It was passed over and made anew.</summary>
    public bool IsEndDamaged { get; }

    /// <summary>Offset of the oldest record that is kept. Any thread.</summary>
    public long FirstOffset { get; private set; }

    /// <summary>Offset after the last committed record. Any thread.</summary>
    public long End => Volatile.Read(ref end);

    /// <summary>Offset before which the disk has every byte. Any thread.</summary>
    public long Flushed => published.Flushed;

    /// <summary>
    /// Why this log could not be written the last time; null when it could. Any thread. Only a batch that was written,
    /// or <see cref="Probe"/>, says that it can be again.
    /// </summary>
    public Exception? Failure => failure;

    /// <summary>Offset that the next appended record gets.</summary>
    public long Next => end + buffered;

    /// <summary>The records appended since the last commit, as they will stand on disk.</summary>
    public ReadOnlySpan<byte> Uncommitted => buffer.AsSpan(0, buffered);

    /// <summary>The records of the last commit, which may have had none; valid until the next append.</summary>
    public ReadOnlySpan<byte> LastCommitted => buffer.AsSpan(0, committed);

    LogBounds ILogExtent.Bounds => new(End, End);

    public long[] SegmentStarts => starts;

    /// <summary>A segment was sealed: its first offset and the offset after its last record.</summary>
    public event Action<long, long>? Sealed;

    /// <summary>Segments are gone: whoever holds one open should close it.</summary>
    public event Action? SegmentsRemoved;

    /// <exception cref="LogException">
    /// Another process writes this folder, a file cannot be read, or the log is damaged.
    /// </exception>
    internal static FileLog Open(string folder, LogSettings settings)
    {
        var folderLock = FolderLock.Take(folder);
        try
        {
            return new FileLog(folder, settings, folderLock);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or LogException))
        {
            folderLock.Dispose();
            throw LogException.From(e, folder, "opened");
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>A reader that sees every commit at once.</summary>
    public LogCursor OpenCursor(long offset) => new(this, offset);

    /// <summary>Buffers a record and returns its offset; it is in the log once <see cref="Commit"/> returned.</summary>
    public long Append(
        RecordKind kind, RecordFlags flags, long appendTime, ReadOnlySpan<byte> payload, byte format = 1)
    {
        payload.CopyTo(Reserve(payload.Length));
        return AppendReserved(kind, flags, appendTime, payload.Length, format);
    }

    /// <summary>Room for a payload that the caller writes in place; follow with <see cref="AppendReserved"/>.</summary>
    public Span<byte> Reserve(int length)
    {
        var needed = buffered + LogRecord.PayloadAt + length;
        if (needed > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, needed));
        else if (buffered == 0 && buffer.Length > LargestKept && needed <= BufferBytes)
            (buffer, committed) = (new byte[BufferBytes], 0);
        return buffer.AsSpan(buffered + LogRecord.PayloadAt);
    }

    public long AppendReserved(RecordKind kind, RecordFlags flags, long appendTime, int length, byte format = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(length, LogRecord.MaxPayload);
        LogRecord.Seal(buffer.AsSpan(buffered, LogRecord.PayloadAt + length), kind, flags, appendTime, format);
        var offset = end + buffered;
        buffered += LogRecord.PayloadAt + length;
        return offset;
    }

    /// <summary>
    /// Writes the batch. When that fails, nothing of it stays in the file; it is still buffered: commit again or
    /// discard.
    /// </summary>
    public void Commit()
    {
        committed = 0;
        if (buffered == 0)
            return;
        try
        {
            MakeReady();
            hasRemains = true;
            RandomAccess.Write(file, buffer.AsSpan(0, buffered), end - starts[^1]);
            if (settings.Durability == Durability.Fsync)
            {
                RandomAccess.FlushToDisk(file);
                published.Flush(end + buffered, durably: false);
            }
            hasRemains = false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Fail(e);
        }
        Volatile.Write(ref end, end + buffered);
        (committed, buffered) = (buffered, 0);
        published.Commit(end);
        failure = null;
        appended.Announce();
    }

    /// <summary>
    /// Forgets what was appended since the last commit. Should the file still hold a part of it that cannot be cut
    /// off, the log stays ill, and the next write, probe or <see cref="Dispose"/> cuts it off first.
    /// </summary>
    public void Discard()
    {
        buffered = 0;
        if (hasRemains)
            TryCutRemains();
    }

    /// <summary>Tries whether an ill log takes as many bytes as wait, and takes them back.</summary>
    public bool Probe()
    {
        if (failure is null)
            return true;
        try
        {
            MakeReady();
            hasRemains = true;
            RandomAccess.Write(file, new byte[Math.Max(buffered, ProbeBytes)], end - starts[^1]);
            CutRemains();
            failure = null;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(e);
            return false;
        }
    }

    /// <summary>
    /// Everything that was committed before this call is on the disk when it returns. Any thread, also beside commits.
    /// </summary>
    public void FlushToDisk()
    {
        // The end first: a segment that is opened later holds nothing before it.
        var to = End;
        var current = file;
        try
        {
            unflushed.Flush();
            if (Flushed < to)
                RandomAccess.FlushToDisk(current);
        }
        catch (ObjectDisposedException)
        {
            // It was sealed meanwhile, and flushed before it was closed.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(e, Folder, "flushed to the disk");
        }
        published.Flush(to, durably: true);
    }

    /// <summary>Completes when the log has grown past an offset. Any thread.</summary>
    public Task WaitAsync(long offset, CancellationToken cancellation) =>
        appended.WaitAsync(() => End > offset, cancellation);

    /// <summary>
    /// The log begins at a segment from now on. The files of those before it stay until <see cref="DeleteForgotten"/>,
    /// so that nobody waits for a disk here.
    /// </summary>
    /// <param name="segment">First offset of the oldest segment to keep.</param>
    public void Forget(long segment)
    {
        while (starts[0] < segment && starts.Length > 1)
        {
            forgotten.Enqueue(starts[0]);
            starts = starts[1..];
        }
        FirstOffset = starts[0];
    }

    /// <summary>Deletes the files of what was forgotten. Any thread, but one at a time.</summary>
    public void DeleteForgotten()
    {
        SegmentsRemoved?.Invoke();
        // The oldest first: whenever this ends early, what is left of the log has no hole.
        while (forgotten.TryPeek(out var segment))
        {
            try
            {
                File.Delete(Segments.PathOf(Folder, segment));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw LogException.From(e, Segments.PathOf(Folder, segment), "deleted");
            }
            forgotten.TryDequeue(out _);
        }
    }

    /// <summary>Cuts off the records behind an offset; their bytes are kept aside under <c>.torn</c>.</summary>
    public void CutBack(long offset)
    {
        published.Lower(offset);
        try
        {
            while (starts.Length > 1 && starts[^1] >= offset)
            {
                KeptAside.Move(Segments.PathOf(Folder, starts[^1]), "torn");
                starts = starts[..^1];
                file.Dispose();
                file = OpenSegment(starts[^1]);
            }
            var (path, length) = (Segments.PathOf(Folder, starts[^1]), RandomAccess.GetLength(file));
            if (offset - starts[^1] < length)
            {
                KeptAside.Copy(path, file, offset - starts[^1], length, "torn");
                RandomAccess.SetLength(file, offset - starts[^1]);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(e, Folder, "cut back");
        }
        Volatile.Write(ref end, offset);
        SegmentsRemoved?.Invoke();
    }

    /// <summary>An orderly stop: what was not committed is gone, the rest is on the disk if the disk lets it.</summary>
    public void Dispose()
    {
        if (!file.IsClosed)
        {
            Discard();
            try
            {
                FlushToDisk();
            }
            catch (LogException e)
            {
                failure ??= e;
            }
        }
        file.Dispose();
        unflushed.Dispose();
        published.Dispose();
        folderLock.Dispose();
    }

    SafeFileHandle OpenSegment(long offset) =>
        File.OpenHandle(
            Segments.PathOf(Folder, offset),
            FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    void MakeReady()
    {
        if (hasRemains)
            CutRemains();
        if (end - starts[^1] >= settings.SegmentBytes)
            Roll();
    }

    /// <summary>Ahead of a write, not behind it: a failure here must not make a written batch look lost.</summary>
    void Roll()
    {
        unflushed.MakeRoom();
        var (full, next) = (file, OpenSegment(end));
        if (RandomAccess.GetLength(next) > 0)
        {
            next.Dispose();
            throw new LogException($"{Segments.PathOf(Folder, end)} is there already, with bytes of no record.");
        }
        unflushed.Add(full, end);
        file = next;
        var sealedStart = starts[^1];
        starts = [.. starts, end];
        Sealed?.Invoke(sealedStart, end);
    }

    LogException Fail(Exception e)
    {
        var failed = LogException.From(e, Segments.PathOf(Folder, starts[^1]), "written");
        failure = failed;
        if (hasRemains)
            TryCutRemains();
        return failed;
    }

    void TryCutRemains()
    {
        try
        {
            CutRemains();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = LogException.From(e, Segments.PathOf(Folder, starts[^1]), "cut back");
        }
    }

    void CutRemains()
    {
        RandomAccess.SetLength(file, end - starts[^1]);
        hasRemains = false;
    }
}
