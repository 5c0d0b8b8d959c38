namespace Tollgate.Server.Tests.Tidy;

/// <summary>Which folder (or file) uses which other one, and where.</summary>
sealed class FolderGraph
{
    readonly ILookup<(string From, string To), Use> edges;

    FolderGraph(IEnumerable<Use> uses, Func<string, string?> nodeOf) =>
        edges = (from use in uses
                 let user = nodeOf(use.From)
                 let used = nodeOf(use.To)
                 where user is not null && used is not null && user != used
                 select (Edge: (user, used), use)).ToLookup(pair => pair.Edge, pair => pair.use);

    /// <summary>
    /// The folders directly below a project; what lies deeper counts as its first folder. A file beside the folders
    /// stands for itself: the entry point names the verbs, and one of them starts what stands beside it.
    /// </summary>
    public static FolderGraph OfFolders(IEnumerable<Use> uses, string project) =>
        new(uses, path => Parts(path, project)[0]);

    /// <summary>The folders inside one feature. Its own files stand above them and are no part of it.</summary>
    public static FolderGraph OfSubfolders(IEnumerable<Use> uses, string feature) =>
        new(uses, path => path.StartsWith(feature + "/", StringComparison.Ordinal)
            && Parts(path, feature) is [var folder, _, ..] ? folder : null);

    public static FolderGraph OfFiles(IEnumerable<Use> uses) => new(uses, path => path);

    /// <summary>The edges that lie on a circle, the thinnest first, with the lines that make them.</summary>
    public IEnumerable<string> Circles() =>
        from edge in edges
        where Reachable(edge.Key.To).Contains(edge.Key.From)
        orderby edge.Count()
        let more = edge.Count() > 3 ? $" and {edge.Count() - 3} more" : ""
        select $"{edge.Key.From} -> {edge.Key.To}: {string.Join(", ", edge.Take(3))}{more}";

    public override string ToString() => string.Join('\n',
        from edge in edges
        orderby edge.Key.From, edge.Key.To
        group edge.Key.To by edge.Key.From into node
        select $"  {node.Key,-14} -> {string.Join(", ", node)}");

    static string[] Parts(string path, string above) => path[(above.Length + 1)..].Split('/');

    HashSet<string> Reachable(string start)
    {
        var found = new HashSet<string>();
        var next = new Stack<string>([start]);
        while (next.TryPop(out var node))
        {
            if (!found.Add(node))
                continue;
            foreach (var edge in edges.Where(edge => edge.Key.From == node))
                next.Push(edge.Key.To);
        }
        return found;
    }
}
