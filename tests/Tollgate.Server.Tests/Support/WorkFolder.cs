namespace Tollgate.Server.Tests.Support;

/// <summary>A folder for one test, with files in it and a data folder beside them.</summary>
sealed class WorkFolder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("tollgate-").FullName;

    public string Data => System.IO.Path.Combine(path, "data");

    public string Path(string name) => System.IO.Path.Combine(path, name);

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(path, recursive: true);
    }
}
