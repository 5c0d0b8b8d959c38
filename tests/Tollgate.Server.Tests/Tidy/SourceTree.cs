namespace Tollgate.Server.Tests.Tidy;

/// <summary>
/// The repository this test binary was built from, without the folders that .gitignore names. Read from the folder and
/// not from Git, so that an unpacked archive is tested as well as a clone.
/// </summary>
static class SourceTree
{
    static readonly string Root = Repository.Root;

    static readonly HashSet<string> IgnoredFolders =
        [.. File.ReadLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/'))];

    /// <summary>Every file, ordered by path.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. Walk("").Order(StringComparer.Ordinal).Select(path => new SourceFile(path, FullPath(path)))];

    /// <summary>Files and folders directly in the root.</summary>
    public static IReadOnlyList<string> RootEntries { get; } = [.. Entries("")];

    public static IEnumerable<SourceFile> Below(string folder, params string[] extensions) =>
        Files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal)
            && (extensions.Length == 0 || extensions.Contains(file.Extension)));

    /// <summary>Source that a person writes and reads, scripts without an extension included.</summary>
    public static IEnumerable<SourceFile> HandWritten => Files.Where(file => !file.IsGenerated
        && (file.Extension is ".cs" or ".vue" or ".ts" or ".css" or ".sh" or ".mjs" or ".js" || file.IsScript));

    public static bool Exists(string path) => Path.Exists(FullPath(path));

    /// <summary>Whether a build makes this path: one of its folders is named in .gitignore.</summary>
    public static bool IsIgnored(string path)
    {
        var parts = path.Split('/');
        return Enumerable.Range(0, parts.Length).Any(at => IgnoredFolders.Contains(parts[at] + "/")
            || IgnoredFolders.Contains(string.Join('/', parts[..(at + 1)]) + "/"));
    }

    static IEnumerable<string> Walk(string folder)
    {
        foreach (var entry in Entries(folder))
        {
            if (!Directory.Exists(FullPath(entry)))
            {
                yield return entry;
            }
            else
            {
                foreach (var path in Walk(entry))
                    yield return path;
            }
        }
    }

    static IEnumerable<string> Entries(string folder) =>
        from full in Directory.EnumerateFileSystemEntries(FullPath(folder))
        let path = Path.GetRelativePath(Root, full).Replace('\\', '/')
        where path != ".git" && !IsIgnored(path)
        select path;

    static string FullPath(string path) => Path.Combine(Root, path);
}
