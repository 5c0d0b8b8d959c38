using System.Text.Json;
using Tollgate.Server.Http;

namespace Tollgate.Server.Demo;

/// <summary>
/// <c>demo.json</c> in the data folder: when the made history begins and whether it is complete. The history is a
/// function of it, so one that was cut short goes on where it stopped.
/// </summary>
sealed record DemoState(DateTimeOffset Start, bool Complete)
{
    public static string PathIn(string folder) => Path.Combine(folder, "demo.json");

    /// <summary>Null when this folder holds no demo's history.</summary>
    public static DemoState? Find(string folder) => File.Exists(PathIn(folder))
        ? JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(PathIn(folder)), ApiJson.Options)
        : null;

    public void Save(string folder)
    {
        var path = PathIn(folder);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }
}
