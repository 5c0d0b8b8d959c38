using System.Text.RegularExpressions;

namespace Tollgate.Server.Tests.Tidy;

/// <summary>A document that names a file which is gone sends the reader astray.</summary>
public sealed partial class LinkTests
{
    static readonly string[] Folders = ["", "benchmarks", "dashboard"];

    static IEnumerable<SourceFile> Documents => SourceTree.Files.Where(file => file.Extension == ".md"
        && (Folders.Contains(file.Folder) || file.Path.StartsWith("docs/", StringComparison.Ordinal)));

    [Fact]
    public void Every_link_leads_somewhere() =>
        Rule.Holds(
            from document in Documents
            from line in document.Lines.Index()
            from Match link in Link().Matches(line.Item)
            let path = link.Groups["path"].Value
            let target = path.Length > 0 ? Resolve(document.Folder, path) : document.Path
            let anchor = link.Groups["anchor"].Value
            where !SourceTree.Exists(target) || (anchor.Length > 0 && !Anchors(target).Contains(anchor))
            select $"{document}:{line.Index + 1} {link.Value}",
            "These links lead nowhere; name the file and heading as they are now:");

    [Fact]
    public void Every_file_that_a_document_names_exists() =>
        Rule.Holds(
            from document in Documents
            from line in document.Lines.Index()
            from Match match in PathInText().Matches(line.Item)
            let path = match.Value.TrimEnd('.', '/')
            let here = Resolve(document.Folder, path)
            where !SourceTree.Exists(path) && !SourceTree.Exists(here)
                && !SourceTree.IsIgnored(path) && !SourceTree.IsIgnored(here)
            select $"{document}:{line.Index + 1} {path}",
            "These files do not exist (any more); name them as they are now:");

    static string Resolve(string folder, string relative) =>
        Path.GetRelativePath("/", Path.GetFullPath(relative, "/" + folder)).Replace('\\', '/');

    /// <summary>The headings of a document as its links write them.</summary>
    static IEnumerable<string> Anchors(string path) =>
        from line in SourceTree.Files.Single(file => file.Path == path).Lines
        where line.StartsWith('#')
        select Unlinkable().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!\w+:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]+))?\)")]
    private static partial Regex Link();

    // A path below one of our folders, or a script beside the document: in prose, in backticks and in commands.
    [GeneratedRegex(@"(?<![\w./-])(?:(?:src|docs|dashboard|benchmarks|tests|\.\.|\.config)/[\w./-]*\w|\./\w[\w/-]*)")]
    private static partial Regex PathInText();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unlinkable();
}
