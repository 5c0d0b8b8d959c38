namespace Tollgate.Benchmarks.Driving;

/// <summary>A folder that is gone after the session.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tollgate-bench-").FullName;

    public static implicit operator string(Folder folder) => folder.Path;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
