using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// Segments that are full and that the disk does not have yet. They are flushed beside the writer, oldest first, so
/// that nobody waits for it; a disk that falls behind makes the writer wait all the same. Any thread.
/// </summary>
/// <param name="flushed">Told the offset before which the disk has every byte.</param>
sealed class UnflushedSegments(Action<long> flushed) : IDisposable
{
    const int Most = 4;

    readonly Lock flushing = new();
    readonly Queue<(SafeFileHandle File, long End)> waiting = [];

    /// <summary>Waits for the disk where it has fallen behind by many.</summary>
    /// <exception cref="IOException">The oldest cannot be flushed.</exception>
    public void MakeRoom()
    {
        if (Count >= Most)
            Flush();
    }

    /// <summary>Takes a file over; it is closed once the disk has it.</summary>
    /// <param name="end">Offset after its last record.</param>
    public void Add(SafeFileHandle file, long end)
    {
        lock (waiting)
            waiting.Enqueue((file, end));
        Task.Run(TryFlush);
    }

    /// <summary>Returns when the disk has all that were added before.</summary>
    /// <exception cref="IOException">The disk does not take the oldest; it waits on.</exception>
    public void Flush()
    {
        lock (flushing)
        {
            while (TryPeek(out var oldest))
            {
                RandomAccess.FlushToDisk(oldest.File);
                flushed(oldest.End);
                oldest.File.Dispose();
                lock (waiting)
                    waiting.Dequeue();
            }
        }
    }

    public void Dispose()
    {
        lock (flushing)
        {
            foreach (var (file, _) in waiting)
                file.Dispose();
            waiting.Clear();
        }
    }

    int Count
    {
        get
        {
            lock (waiting)
                return waiting.Count;
        }
    }

    void TryFlush()
    {
        try
        {
            Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It waits on. Whoever needs it on the disk tries again, and is told.
        }
    }

    bool TryPeek(out (SafeFileHandle File, long End) oldest)
    {
        lock (waiting)
            return waiting.TryPeek(out oldest);
    }
}
