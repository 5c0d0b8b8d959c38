using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tollgate.Server.Tests.Tidy;

/// <summary>
/// The source of one project as the compiler binds it. What a line uses is then known exactly: a property that has the
/// name of another folder's type is no use of that type, an extension method is a use of the class that declares it.
/// </summary>
sealed class BoundProject
{
    // What the SDKs import into every file (ImplicitUsings).
    static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json",
        "System.Threading", "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    // The body of a partial method comes from a generator (regular expressions, log messages); a library has no Main.
    static readonly string[] ExpectedErrors = ["CS8795", "CS5001"];

    BoundProject(string folder)
    {
        var usings = string.Concat(ImplicitUsings.Select(name => $"global using {name};\n"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "tollgate.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var trees = SourceTree.Below(folder, ".cs").Select(file => file.Syntax).ToList();
        var compilation = CSharpCompilation.Create(
            Path.GetFileName(folder),
            trees.Append(CSharpSyntaxTree.ParseText(usings, SourceFile.Language)),
            references,
            new(OutputKind.ConsoleApplication, allowUnsafe: true));
        Folder = folder;
        Errors =
        [
            .. from problem in compilation.GetDiagnostics()
               where problem.Severity == DiagnosticSeverity.Error && !ExpectedErrors.Contains(problem.Id)
               select problem.ToString(),
        ];
        Uses =
        [
            .. trees.AsParallel().AsOrdered()
                .SelectMany(tree => UsesIn(tree, compilation.GetSemanticModel(tree)).Distinct()),
        ];
    }

    public static BoundProject Engine { get; } = new("src/Tollgate.Engine");

    public static BoundProject Server { get; } = new("src/Tollgate.Server");

    public string Folder { get; }

    /// <summary>What did not bind: places where <see cref="Uses"/> is blind.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Every use of a type or of its members in another file than the one that declares it.</summary>
    public IReadOnlyList<Use> Uses { get; }

    static IEnumerable<Use> UsesIn(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let type = TypeOf(model.GetSymbolInfo(name))
        where type is not null
        from declaration in type.DeclaringSyntaxReferences.Take(1)
        where declaration.SyntaxTree != tree
        let line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select new Use(tree.FilePath, line, declaration.SyntaxTree.FilePath, type.Name);

    static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol switch
        {
            INamedTypeSymbol itself => itself,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        return type?.OriginalDefinition;
    }
}
