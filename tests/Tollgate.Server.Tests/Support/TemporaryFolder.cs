namespace Tollgate.Server.Tests.Support;

/// <summary>A folder that is gone after the test, with files in it and a data folder beside them.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("tollgate-").FullName;

    /// <summary>Where a data folder may come to be; it is not there yet.</summary>
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
