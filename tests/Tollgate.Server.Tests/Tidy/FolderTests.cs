namespace Tollgate.Server.Tests.Tidy;

/// <summary>
/// Folders import each other in one direction. With <c>-showLiveOutput</c> the graph is printed as it is.
/// </summary>
public sealed class FolderTests(ITestOutputHelper output)
{
    const string Remedy = "Folders that import each other in a circle cannot be read or changed one by one. Move the "
        + "type to the folder that owns it, or pass what is needed in from above. The thinnest imports come first:";

    // A file that may use a folder (null: any) against the order, and why.
    static readonly (string File, string? Folder, string Reason)[] Excused =
    [
        ("src/Tollgate.Server/Storage/TollgateDb.cs", null, "the DbSets name the entities of every feature"),
        ("src/Tollgate.Server/Audit/AuditApi.cs", "Access", "the policy of its endpoint"),
        ("src/Tollgate.Server/Audit/AuditLog.cs", "Access", "the name of the caller in an entry"),
    ];

    [Fact]
    public void Every_name_in_the_source_is_bound_so_that_no_import_is_overlooked() =>
        Rule.Holds(
            BoundProject.Engine.Errors.Concat(BoundProject.Server.Errors),
            "BoundProject must compile what the build compiles; give it what is missing:");

    [Fact]
    public void No_folder_of_the_engine_imports_another_in_a_circle() => HasNoCircle(BoundProject.Engine);

    [Fact]
    public void No_folder_of_the_server_imports_another_in_a_circle() => HasNoCircle(BoundProject.Server);

    [Fact]
    public void No_folder_and_no_file_of_the_dashboard_imports_another_in_a_circle()
    {
        var uses = DashboardImports.Uses.ToList();
        Assert.NotEmpty(uses);
        HasNoCircle(DashboardImports.Folder, uses);
        Rule.Holds(FolderGraph.OfFiles(uses).Circles(), Remedy);
    }

    [Fact]
    public void Every_excuse_is_still_needed()
    {
        var uses = BoundProject.Engine.Uses.Concat(BoundProject.Server.Uses).ToList();
        Rule.Holds(
            from excuse in Excused
            where !uses.Any(use => Covers(excuse.File, excuse.Folder, use))
            select $"{excuse.File}: {excuse.Reason}",
            "These files do not use the folder any more; strike them from the list of excuses:");
    }

    void HasNoCircle(BoundProject project)
    {
        Assert.NotEmpty(project.Uses);
        HasNoCircle(project.Folder, project.Uses);
    }

    void HasNoCircle(string project, IReadOnlyCollection<Use> uses)
    {
        output.WriteLine($"{project}\n{FolderGraph.OfFolders(uses, project)}");
        var judged = uses.Where(use => !Excused.Any(excuse => Covers(excuse.File, excuse.Folder, use))).ToList();
        var features = SourceTree.Below(project).Select(file => file.Folder).Where(folder => folder != project)
            .Select(folder => string.Join('/', folder.Split('/').Take(project.Split('/').Length + 1))).Distinct();
        Rule.Holds(
            FolderGraph.OfFolders(judged, project).Circles()
                .Concat(features.SelectMany(feature => FolderGraph.OfSubfolders(judged, feature).Circles())),
            Remedy);
    }

    static bool Covers(string file, string? folder, Use use) => use.From == file
        && (folder is null || use.To.Contains($"/{folder}/", StringComparison.Ordinal));
}
