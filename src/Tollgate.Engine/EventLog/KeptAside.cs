using Microsoft.Win32.SafeHandles;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// What is taken out of a log goes into a file of its own beside it, under a name that was never used before: no byte
/// is lost, however often the same place is cut.
/// </summary>
static class KeptAside
{
    /// <summary>Copies bytes of a segment to a file of their own, on the disk when this returns.</summary>
    /// <param name="extension">Why they are taken out: "torn" or "damaged".</param>
    /// <returns>The path of the copy.</returns>
    public static string Copy(string path, SafeFileHandle file, long from, long to, string extension)
    {
        using var aside = Create($"{path}.{from}", extension);
        try
        {
            var buffer = new byte[Math.Min(1 << 20, to - from)];
            for (var at = from; at < to;)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - at)), at);
                if (read == 0)
                    break;
                aside.Write(buffer, 0, read);
                at += read;
            }
            aside.Flush(flushToDisk: true);
            return aside.Name;
        }
        catch
        {
            File.Delete(aside.Name);
            throw;
        }
    }

    /// <summary>Moves a whole segment aside.</summary>
    /// <returns>Its new path.</returns>
    public static string Move(string path, string extension)
    {
        // The name is taken first, so that the move can replace nothing but an empty file of our own.
        string free;
        using (var aside = Create(path, extension))
            free = aside.Name;
        File.Move(path, free, overwrite: true);
        return free;
    }

    static FileStream Create(string name, string extension)
    {
        for (var i = 1; ; i++)
        {
            var path = i == 1 ? $"{name}.{extension}" : $"{name}.{i}.{extension}";
            if (!File.Exists(path))
                return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
    }
}
