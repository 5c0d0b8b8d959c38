using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// An append-only log in segment files. One writer (a lock file keeps a second one out), any number of readers in this
/// and other processes. Appended records are buffered; <see cref="Commit"/> hands the whole batch to the disk at once.
/// Owned by one thread, except for <see cref="End"/>, <see cref="FirstOffset"/>, <see cref="WaitAsync"/> and readers.
/// </summary>
sealed class FileLog : IDisposable
{
    readonly LogSettings settings;
    readonly FileStream folderLock;
    readonly List<long> segments;
    readonly Lock waiting = new();
    TaskCompletionSource appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    SafeFileHandle file;
    byte[] buffer = new byte[1 << 20];
    int buffered;
    int committed;
    long end;
    bool broken;

    FileLog(string folder, LogSettings settings, FileStream folderLock)
    {
        (Folder, this.settings, this.folderLock) = (folder, settings, folderLock);
        segments = [.. Segments.List(folder)];
        if (segments.Count == 0)
            segments.Add(0);
        file = OpenSegment(segments[^1]);
        end = segments[^1] + TornTail.Cut(folder, segments[^1], file);
        FirstOffset = segments[0];
    }

    public string Folder { get; }

    /// <summary>Offset of the oldest record that is kept.</summary>
    public long FirstOffset { get; private set; }

    /// <summary>Offset after the last committed record.</summary>
    public long End => Volatile.Read(ref end);

    /// <summary>Offset that the next appended record gets.</summary>
    public long Next => end + buffered;

    /// <summary>The records appended since the last commit, as they will stand on disk.</summary>
    public ReadOnlySpan<byte> Uncommitted => buffer.AsSpan(0, buffered);

    /// <summary>The records of the last commit; valid until the next append.</summary>
    public ReadOnlySpan<byte> LastCommitted => buffer.AsSpan(0, committed);

    /// <summary>A segment was sealed: its first offset and the offset after its last record.</summary>
    public event Action<long, long>? Sealed;

    /// <exception cref="LogException">Another process writes this folder, or a file cannot be read.</exception>
    internal static FileLog Open(string folder, LogSettings settings)
    {
        Directory.CreateDirectory(folder);
        FileStream folderLock;
        try
        {
            folderLock = new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LogException(
                $"Another process writes the log in {folder}: stop it, or use another data folder.", e);
        }
        try
        {
            return new FileLog(folder, settings, folderLock);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Buffers a record and returns its offset; it is in the log once <see cref="Commit"/> returned.</summary>
    /// <param name="format">Format of the payload.</param>
    public long Append(
        RecordKind kind, RecordFlags flags, long appendTime, ReadOnlySpan<byte> payload, byte format = 1)
    {
        payload.CopyTo(Reserve(payload.Length));
        return AppendReserved(kind, flags, appendTime, payload.Length, format);
    }

    /// <summary>Room for a payload that the caller writes in place; follow with <see cref="AppendReserved"/>.</summary>
    public Span<byte> Reserve(int length)
    {
        if (buffered + LogRecord.PayloadAt + length > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, buffered + LogRecord.PayloadAt + length));
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
    /// Writes the batch. After an <see cref="IOException"/> the batch is still buffered: commit again or discard.
    /// </summary>
    public void Commit()
    {
        if (buffered == 0)
            return;
        if (broken)
            CutWhatTheFailedWriteLeft();
        if (end - segments[^1] >= settings.SegmentBytes)
            Roll();
        var segment = segments[^1];
        try
        {
            RandomAccess.Write(file, buffer.AsSpan(0, buffered), end - segment);
            if (settings.Durability == Durability.Fsync)
                RandomAccess.FlushToDisk(file);
        }
        catch (IOException)
        {
            broken = true;
            throw;
        }
        Volatile.Write(ref end, end + buffered);
        (committed, buffered) = (buffered, 0);
        Announce();
    }

    /// <summary>Forgets what was appended since the last commit.</summary>
    public void Discard() => buffered = 0;

    /// <summary>Completes when the log has grown past an offset.</summary>
    public Task WaitAsync(long offset, CancellationToken cancellation)
    {
        lock (waiting)
            return End > offset ? Task.CompletedTask : appended.Task.WaitAsync(cancellation);
    }

    /// <summary>Deletes the sealed segments that lie before an offset and hold nothing newer than a time.</summary>
    /// <param name="olderThan">Append time, Unix ms.</param>
    /// <returns>First offsets of the segments that are gone.</returns>
    public IReadOnlyList<long> Delete(long before, long olderThan)
    {
        var gone = new List<long>();
        while (segments.Count > 1 && segments[1] <= before && FirstAppendTime(segments[1]) < olderThan)
        {
            File.Delete(Segments.PathOf(Folder, segments[0]));
            gone.Add(segments[0]);
            segments.RemoveAt(0);
            FirstOffset = segments[0];
        }
        return gone;
    }

    /// <summary>Cuts off the records behind an offset; their bytes are kept aside under <c>.torn</c>.</summary>
    public void CutBack(long offset)
    {
        while (segments.Count > 1 && segments[^1] >= offset)
        {
            var path = Segments.PathOf(Folder, segments[^1]);
            file.Dispose();
            File.Move(path, path + ".torn", overwrite: true);
            segments.RemoveAt(segments.Count - 1);
            file = OpenSegment(segments[^1]);
        }
        TornTail.KeepAside(Folder, segments[^1], file, offset - segments[^1]);
        Volatile.Write(ref end, offset);
    }

    public void Dispose()
    {
        file.Dispose();
        folderLock.Dispose();
    }

    SafeFileHandle OpenSegment(long offset) =>
        File.OpenHandle(
            Segments.PathOf(Folder, offset),
            FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Ahead of a write, not behind it: a failure here must not make a written batch look lost.</summary>
    void Roll()
    {
        RandomAccess.FlushToDisk(file);
        var next = OpenSegment(end);
        file.Dispose();
        file = next;
        var full = segments[^1];
        segments.Add(end);
        Sealed?.Invoke(full, end);
    }

    long FirstAppendTime(long segment)
    {
        using var cursor = new LogCursor(Folder, segment);
        return cursor.TryRead(out var record) ? record.AppendTime : long.MaxValue;
    }

    void Announce()
    {
        lock (waiting)
        {
            if (appended.Task.IsCompleted)
                return;
            appended.SetResult();
            appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    void CutWhatTheFailedWriteLeft()
    {
        RandomAccess.SetLength(file, end - segments[^1]);
        broken = false;
    }
}
