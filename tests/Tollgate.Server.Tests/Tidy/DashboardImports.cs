using System.Text.RegularExpressions;

namespace Tollgate.Server.Tests.Tidy;

/// <summary>What the dashboard's files import from each other; specs and what only they use are left out.</summary>
static partial class DashboardImports
{
    public const string Folder = "dashboard/src";

    public static IEnumerable<Use> Uses =>
        from file in SourceTree.Below(Folder, ".ts", ".vue")
        where !file.Name.EndsWith(".spec.ts", StringComparison.Ordinal)
            && !file.Path.StartsWith(Folder + "/testing/", StringComparison.Ordinal)
        from numbered in file.Lines.Index()
        from Match match in Import().Matches(numbered.Item)
        let written = match.Groups["path"].Value
        let target = FileOf(written.StartsWith('@') ? Folder + written[1..] : Resolve(file.Folder, written))
        select new Use(file.Path, numbered.Index + 1, target, written);

    static string Resolve(string folder, string relative) =>
        Path.GetRelativePath("/", Path.GetFullPath(relative, "/" + folder)).Replace('\\', '/');

    static string FileOf(string path) =>
        new[] { path, path + ".ts", path + ".d.ts", path + "/index.ts" }
            .FirstOrDefault(known => SourceTree.Files.Any(file => file.Path == known)) ?? path;

    // Also `export … from` and the import() of a page that is loaded when it is opened.
    [GeneratedRegex("""\b(?:from|import)\b\s*\(?\s*['"](?<path>(?:\.{1,2}|@)/[^'"?]+)""")]
    private static partial Regex Import();
}
