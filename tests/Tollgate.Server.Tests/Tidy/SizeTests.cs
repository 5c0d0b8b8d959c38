namespace Tollgate.Server.Tests.Tidy;

/// <summary>The budgets of CONTRIBUTING.md. A file over budget is a question: which two things is it?</summary>
public sealed class SizeTests
{
    const int Width = 120;
    const int FilesInAFolder = 20;
    const int RootEntries = 21;
    const int Depth = 2;

    static readonly string[] ProjectHomes = ["src", "tests", "benchmarks"];

    [Fact]
    public void CSharp_files_are_short() =>
        AreShort([.. Source("src", ".cs")], file => file.Lines.Length, 60, 180, 400);

    [Fact]
    public void Vue_files_are_short()
    {
        var files = Source("dashboard/src", ".vue").ToList();
        AreShort(files, LinesWithoutStyle, 90, 150, 250);
        AreShort(files, file => file.Lines.Length, int.MaxValue, int.MaxValue, 250);
    }

    [Fact]
    public void Style_sheets_and_TypeScript_files_are_short() =>
        AreShort([.. Source("dashboard", ".css", ".ts")], file => file.Lines.Length, int.MaxValue, int.MaxValue, 250);

    [Fact]
    public void No_line_is_wider_than_120_characters() =>
        Rule.Holds(
            from file in SourceTree.HandWritten
            from line in file.Lines.Index()
            where line.Item.Length > Width
            select $"{file}:{line.Index + 1} {line.Item.Length} characters",
            $"Break these lines at {Width} characters:");

    [Fact]
    public void No_folder_holds_more_than_20_files() =>
        Rule.Holds(
            from file in SourceTree.Files
            where Homes.Any(home => file.Path.StartsWith(home + "/", StringComparison.Ordinal)) && !IsMigration(file)
            group file by file.Folder into folder
            where folder.Count() > FilesInAFolder
            select $"{folder.Key} {folder.Count()} files",
            $"More than {FilesInAFolder} files in one folder; which two features is it?");

    [Fact]
    public void No_folder_lies_deeper_than_two_below_its_project() =>
        Rule.Holds(
            from home in Homes
            from file in SourceTree.Below(home)
            where !IsMigration(file)
            let levels = file.Folder.Length > home.Length ? file.Folder[(home.Length + 1)..].Split('/').Length : 0
            where levels > Depth
            select file.Path,
            "A feature is a folder with at most one level of folders inside; these files lie deeper:");

    [Fact]
    public void The_root_fits_on_one_screen() =>
        Rule.Holds(
            SourceTree.RootEntries.Count > RootEntries ? SourceTree.RootEntries.Order() : [],
            $"More than {RootEntries} entries in the root; which of them can lie below one of the others?");

    /// <summary>The projects of src and tests, and the dashboard's source.</summary>
    static IEnumerable<string> Homes =>
        SourceTree.Files.Where(file => file.Extension == ".csproj" && ProjectHomes.Contains(file.Path.Split('/')[0]))
            .Select(file => file.Folder).Append("dashboard/src");

    static IEnumerable<SourceFile> Source(string folder, params string[] extensions) =>
        SourceTree.Below(folder, extensions).Where(file => !file.IsGenerated);

    static bool IsMigration(SourceFile file) => file.Folder.EndsWith("/Migrations", StringComparison.Ordinal);

    static int LinesWithoutStyle(SourceFile file) =>
        file.Lines.TakeWhile(line => !line.StartsWith("<style", StringComparison.Ordinal)).Count();

    static void AreShort(List<SourceFile> files, Func<SourceFile, int> lines, int median, int ninety, int longest)
    {
        Assert.NotEmpty(files);
        var counts = files.Select(lines).Order().ToList();
        Rule.Holds(
            from quantile in new[] { (Share: 0.5, Budget: median), (Share: 0.9, Budget: ninety) }
            let count = counts[Math.Min(counts.Count - 1, (int)(quantile.Share * counts.Count))]
            where count > quantile.Budget
            select $"{quantile.Share:P0} of {files.Count} files: up to {count} lines, the budget is {quantile.Budget}",
            "The files have become longer as a whole; which of the last ones are two things?");
        Rule.Holds(
            from file in files
            where lines(file) > longest
            select $"{file}:{longest + 1} {lines(file)} lines",
            $"Longer than {longest} lines; which two things is it?");
    }
}
