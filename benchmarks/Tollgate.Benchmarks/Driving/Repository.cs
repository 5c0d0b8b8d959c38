namespace Tollgate.Benchmarks.Driving;

static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Maps simulated payments.</summary>
    public static string ImportMap => Path.Combine(Root, "docs", "examples", "tollgate.yaml");

    static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tollgate.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))
                ?? throw new DirectoryNotFoundException("Run it inside the repository.");
        }
        return folder;
    }
}
