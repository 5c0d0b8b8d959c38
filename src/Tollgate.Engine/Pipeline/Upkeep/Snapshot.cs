using System.Globalization;
using System.Security.Cryptography;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline.Loop;

namespace Tollgate.Engine.Pipeline.Upkeep;

/// <summary>
/// The state of the loop at one offset, so that a start need not decide the whole log again: magic, offsets of the
/// decisions and the alerts, the loop's state, and a SHA-256 of it all. A file under its final name is whole; one that
/// does not match its hash is passed over, since the log holds everything.
/// </summary>
static class Snapshot
{
    const string Magic = "TGSNAP5";
    const int Kept = 2;

    /// <summary>Writes a snapshot of a loop that is between two batches.</summary>
    /// <returns>The rest of the work, which no longer needs the loop: flush the file and rename it.</returns>
    public static Action Write(string folder, DecisionLoop loop, long decisions, long alerts)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{loop.Position:D20}.snapshot");
        var file = new FileStream(path + ".new", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        try
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed))
            {
                writer.Write(Magic);
                writer.Write(decisions);
                writer.Write(alerts);
                loop.WriteState(writer);
            }
            file.Write(hash.Hash);
        }
        catch
        {
            file.Dispose();
            File.Delete(path + ".new"); // half of one would only take room that the logs need
            throw;
        }
        return () => Finish(folder, path, file);
    }

    static void Finish(string folder, string path, FileStream file)
    {
        try
        {
            using (file)
                file.Flush(flushToDisk: true);
            File.Move(path + ".new", path, overwrite: true);
        }
        catch
        {
            File.Delete(path + ".new");
            throw;
        }
        foreach (var old in List(folder).Skip(Kept))
            File.Delete(old);
    }

    /// <summary>Snapshots, newest first.</summary>
    public static IEnumerable<string> List(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.snapshot").OrderDescending(StringComparer.Ordinal).ToArray()
        : [];

    /// <summary>Length of the newest snapshot, bytes; 0 without one.</summary>
    public static long NewestLength(string folder) =>
        List(folder).FirstOrDefault() is { } path ? new FileInfo(path).Length : 0;

    /// <summary>Removes what a crash left of a snapshot that was not finished.</summary>
    public static void RemoveUnfinished(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.snapshot.new"))
            File.Delete(path);
    }

    /// <summary>Offset of the event behind the oldest snapshot: what lies before it is not needed to start.</summary>
    public static long? OldestOffset(string folder) =>
        List(folder).LastOrDefault() is { } path
            ? long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)
            : null;

    /// <summary>
    /// The offset of the newest whole snapshot and the generations before it, of which the log may no longer keep the
    /// first; 0 and none without a snapshot.
    /// </summary>
    public static (long Position, GenerationConfig[] Generations) NewestGenerations(string folder)
    {
        foreach (var path in List(folder))
        {
            using var reader = Open(path);
            if (reader is null)
                continue;
            reader.ReadInt64(); // where the decisions stood
            reader.ReadInt64(); // where the alerts stood
            return (reader.ReadInt64(), Generations.Read(reader));
        }
        return (0, []);
    }

    /// <summary>Deletes those that promise more than is left of the logs.</summary>
    public static void DeleteBeyond(string folder, long eventsEnd, long decisionsEnd, long alertsEnd)
    {
        foreach (var path in List(folder))
        {
            using (var reader = Open(path))
            {
                if (reader is null)
                    continue;
                var (decisions, alerts) = (reader.ReadInt64(), reader.ReadInt64());
                if (decisions <= decisionsEnd && alerts <= alertsEnd && reader.ReadInt64() <= eventsEnd)
                    continue;
            }
            File.Delete(path);
        }
    }

    /// <summary>A reader behind the magic, or null when the file is damaged or of another version.</summary>
    public static BinaryReader? Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        if (IsWhole(file))
        {
            file.Position = 0;
            var reader = new BinaryReader(file);
            if (reader.ReadString() == Magic)
                return reader;
        }
        file.Dispose();
        return null;
    }

    static bool IsWhole(FileStream file)
    {
        if (file.Length <= SHA256.HashSizeInBytes)
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(expected);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }
}
