using System.Text;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Storage;

/// <summary>The folder that only the gate's own user may read.</summary>
static class DataFolder
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="OperatorException">It cannot be made.</exception>
    public static void Make(Settings settings)
    {
        try
        {
            if (Directory.Exists(settings.DataFolder))
                return;
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(settings.DataFolder);
            else
                Directory.CreateDirectory(settings.DataFolder, Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(
                "Tollgate:DataFolder",
                $"{settings.DataFolder} cannot be made ({e.Message.TrimEnd('.')}); " +
                "name one that can be written.");
        }
    }

    /// <summary>
    /// A new file that only the owner may read; fails when it is there already. It is written aside and renamed, so a
    /// crash leaves all of it or none.
    /// </summary>
    public static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(Encoding.UTF8.GetBytes(text + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path);
        FolderFlush.ToDisk(Path.GetDirectoryName(path)!);
    }
}
