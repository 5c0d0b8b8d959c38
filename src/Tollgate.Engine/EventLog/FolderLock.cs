namespace Tollgate.Engine.EventLog;

/// <summary>Held by the one who may write a log.</summary>
static class FolderLock
{
    /// <exception cref="LogException">Another process holds it.</exception>
    public static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new LogException(
                $"Another process writes the log in {folder}: stop it, or use another data folder.", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw LogException.From(e, folder, "opened");
        }
    }
}
