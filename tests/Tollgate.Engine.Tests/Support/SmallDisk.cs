using System.ComponentModel;
using System.Diagnostics;

namespace Tollgate.Engine.Tests.Support;

/// <summary>A real file system of 256 KB, mounted on a folder, that a test fills and empties. Needs root.</summary>
sealed class SmallDisk : IDisposable
{
    readonly string folder;

    public SmallDisk(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder), "mounting a small disk needs root");
    }

    string Ballast => Path.Combine(folder, "ballast");

    public void Fill()
    {
        using var file = File.OpenHandle(Ballast, FileMode.Create, FileAccess.Write);
        Assert.ThrowsAny<IOException>(() =>
        {
            for (var at = 0L; at < 1 << 20; at += 4096)
                RandomAccess.Write(file, new byte[4096], at);
        });
    }

    public void Empty() => File.Delete(Ballast);

    // Lazily, so that a test which failed with files open leaves no mount behind.
    public void Dispose() => Run("umount", "--lazy", folder);

    static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
