using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.EventLog;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// A copy of an answered folder to be damaged, made anew for each damage. It lies in memory where the system has a
/// place for that, and its snapshots are links to one copy that no gate writes.
/// </summary>
sealed class DamagedCopy : IDisposable
{
    const string InMemory = "/dev/shm";

    readonly AnsweredFolder whole;
    readonly string root = Path.Combine(
        Directory.Exists(InMemory) ? InMemory : Path.GetTempPath(), $"tollgate-test-{Guid.NewGuid():N}");

    public DamagedCopy(AnsweredFolder whole)
    {
        this.whole = whole;
        Directory.CreateDirectory(Folder);
        foreach (var snapshot in Snapshots)
            File.WriteAllBytes(Path.Combine(root, Path.GetFileName(snapshot)), whole[snapshot]);
    }

    public string Folder => Path.Combine(root, "copy");

    public IEnumerable<string> Snapshots => whole.Files.Where(file => Path.GetExtension(file) == ".snapshot");

    public void Dispose() => Directory.Delete(root, recursive: true);

    public void MakeAnew(bool withSnapshots)
    {
        Directory.Delete(Folder, recursive: true);
        foreach (var file in whole.Files.Except(Snapshots))
            Write(file, whole[file]);
        foreach (var snapshot in Snapshots.Where(_ => withSnapshots))
        {
            var path = Write(snapshot, null);
            File.CreateSymbolicLink(path, Path.Combine(root, Path.GetFileName(snapshot)));
        }
    }

    public void Flip(string file, long at)
    {
        Write(file, whole[file]);
        LogCopy.Flip(Path.Combine(Folder, file), at);
    }

    public void Truncate(string file, long length) => LogCopy.Truncate(Path.Combine(Folder, file), length);

    /// <summary>
    /// Makes it what is left after the machine went down: the disk need not have what no snapshot speaks of.
    /// </summary>
    public void RestartMachine()
    {
        foreach (var log in (string[])[GateSettings.Events, GateSettings.Decisions, GateSettings.Alerts])
        {
            var path = EndFile.PathOf(Path.Combine(Folder, log));
            Assert.True(LogEnd.TryRead(File.ReadAllBytes(path), out var end));
            Assert.True(end.Flushed < end.Committed);
            var bytes = new byte[LogEnd.Length];
            (end with { Boot = LogCopy.AfterRestart }).Write(bytes);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Checks that no byte of a log was changed.</summary>
    public void AssertUntouched(string damaged)
    {
        foreach (var file in whole.Files.Where(file => Path.GetExtension(file) == Segments.Extension))
        {
            var differing = File.ReadAllBytes(Path.Combine(Folder, file)).AsSpan().CommonPrefixLength(whole[file]);
            Assert.True(file == damaged || differing == whole[file].Length, $"{file} was changed at byte {differing}");
        }
        Assert.Empty(Directory.GetFiles(Folder, "*.torn", SearchOption.AllDirectories));
    }

    string Write(string file, byte[]? bytes)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        if (bytes is not null)
            File.WriteAllBytes(path, bytes);
        return path;
    }
}
