using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tollgate.Server.Tests.Tidy;

/// <summary>A file of the tree; its path is relative to the root and written with slashes.</summary>
sealed class SourceFile(string path, string fullPath)
{
    public static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    readonly Lazy<string> text = new(() => File.ReadAllText(fullPath));
    readonly Lazy<SyntaxTree> syntax = new(() =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(fullPath), Language, path));

    public string Path => path;

    public string Name { get; } = path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The name up to its first dot.</summary>
    public string Stem => Name.Split('.')[0];

    public string Folder { get; } = path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    public string Extension => System.IO.Path.GetExtension(Name);

    public string Text => text.Value;

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public SyntaxTree Syntax => syntax.Value;

    public bool IsScript => Extension.Length == 0 && Text.StartsWith("#!", StringComparison.Ordinal);

    public bool IsGenerated => Folder.EndsWith("/Migrations", StringComparison.Ordinal)
        || Name.EndsWith(".g.cs", StringComparison.Ordinal)
        || Name == "schema.d.ts"
        || Lines.Take(5).Any(line => line.Contains("auto-generated", StringComparison.Ordinal));

    public override string ToString() => Path;
}
