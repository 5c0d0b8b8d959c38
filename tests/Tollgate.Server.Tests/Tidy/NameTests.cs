using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tollgate.Server.Tests.Tidy;

public sealed partial class NameTests
{
    static readonly string[] Vague =
    [
        "Helper", "Manager", "Util", "Utility", "Common", "Misc", "Service", "Data", "Info", "Base", "Impl", "Stuff",
        "Wrapper", "Thing",
    ];

    // A vague word that is the standard term for what it names here.
    static readonly Dictionary<string, string> Allowed = new()
    {
        ["DataFolder"] = "the folder of the option --data",
        ["base"] = "base.css: the style of bare elements, as style sheets call it",
    };

    static readonly (string Name, string Line, string Reason) Muted =
        ("PathLength.cs", "#pragma warning disable RS0030", "whose logarithm is taken in training only");

    static IEnumerable<SourceFile> CSharp => SourceTree.HandWritten.Where(file => file.Extension == ".cs");

    [Fact]
    public void A_file_has_the_name_of_a_type_in_it() =>
        Rule.Holds(
            from file in CSharp
            let types = TopLevel(file).ToList()
            where types.Count > 0 && types.All(type => NameOf(type) != file.Stem)
            select $"{file}:{LineOf(types[0])} {string.Join(", ", types.Select(NameOf))}",
            "Rename the file after its main type (a part of a partial type is called Type.Part.cs):");

    [Fact]
    public void A_namespace_is_the_folder() =>
        Rule.Holds(
            from file in CSharp
            let expected = string.Join('.', file.Folder.Split('/').Skip(1))
            from space in file.Syntax.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            where space.Name.ToString() != expected
            select $"{file}:{LineOf(space)} {space.Name}, the folder says {expected}",
            "Namespace and folder are one name:");

    [Fact]
    public void No_name_is_vague() =>
        Rule.Holds(
            (from file in CSharp
             from type in file.Syntax.GetRoot().DescendantNodes().Where(node => NameOf(node) is not null)
             where IsVague(NameOf(type)!)
             select $"{file}:{LineOf(type)} {NameOf(type)}").Concat(
                from file in SourceTree.HandWritten
                from name in file.Path.Split('/').SkipLast(1).Append(file.Stem)
                where IsVague(name)
                select $"{file}:1 {name}").Distinct(),
            $"A name says what the thing is, with the field's word for it; not {string.Join(", ", Vague)}:");

    [Fact]
    public void Nothing_is_left_to_do_in_the_source() =>
        Rule.Holds(
            Lines(Marker()),
            "The source holds no plans, and a region is a type that was not made:");

    [Fact]
    public void No_warning_is_switched_off_but_the_one_that_is_excused() =>
        Rule.Holds(
            Lines(SwitchedOff()),
            $"Mend what the compiler or the linter warns of. Excused is only {Muted.Name}, {Muted.Reason}:");

    static IEnumerable<string> Lines(Regex pattern) =>
        from file in SourceTree.HandWritten
        from line in file.Lines.Index()
        where pattern.IsMatch(line.Item) && (file.Name, line.Item.Trim()) != (Muted.Name, Muted.Line)
        select $"{file}:{line.Index + 1} {line.Item.Trim()}";

    static bool IsVague(string name) => !Allowed.ContainsKey(name)
        && Word().Matches(name).Any(word => Vague.Any(bad =>
            word.Value.Equals(bad, StringComparison.OrdinalIgnoreCase)
            || word.Value.Equals(bad + "s", StringComparison.OrdinalIgnoreCase)));

    static IEnumerable<MemberDeclarationSyntax> TopLevel(SourceFile file) =>
        file.Syntax.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Where(member => NameOf(member) is not null);

    static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    static int LineOf(SyntaxNode node) =>
        node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();

    // Written so that the pattern does not find itself.
    [GeneratedRegex(@"\b(?:T[O]DO|FIX[M]E|H[A]CK|X[X]X)\b|^\s*#\s*region\b")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\s*#\s*pragma\s+warning\s+disable\b|eslint-[d]isable|@ts-[i]gnore|@ts-[e]xpect-error")]
    private static partial Regex SwitchedOff();
}
