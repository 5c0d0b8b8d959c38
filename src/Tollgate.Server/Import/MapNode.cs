using System.Globalization;
using Tollgate.Server.Configuration;
using YamlDotNet.RepresentationModel;

namespace Tollgate.Server.Import;

/// <summary>A block of a map with its known keys: any other key is an error with its line.</summary>
sealed class MapNode
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    readonly string file;
    readonly YamlMappingNode node;

    /// <param name="name">Of the block, for messages.</param>
    public MapNode(string file, string name, YamlNode node, params ReadOnlySpan<string> known)
    {
        (this.file, Name) = (file, name);
        this.node = node as YamlMappingNode ?? throw Wrong(node, $"{name} must be a block of \"key: value\" lines.");
        foreach (var (key, _) in this.node.Children)
        {
            var text = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(text))
                throw Wrong(key, $"{name} has no key \"{text}\"; it knows {string.Join(", ", known.ToArray())}.");
        }
    }

    public string Name { get; }

    public YamlNode? Find(string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public string? Text(string key) => Find(key) is { } value ? TextOf(value, key) : null;

    public string[] List(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(item => TextOf(item, key))],
        var other => [TextOf(other, key)],
    };

    public long Whole(string key, long otherwise)
    {
        if (Text(key) is not { } text)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and <= 1_000_000
            ? value
            : throw Wrong(key, $"\"{text}\" must be a whole number from 1 to 1000000.");
    }

    /// <summary>A length of time of at most ten years, as <see cref="DurationText"/> reads it.</summary>
    public TimeSpan? Duration(string key) => Text(key) switch
    {
        null => null,
        var text when DurationText.TryParse(text, out var value) && value <= Longest => value,
        var text => throw Wrong(key, $"\"{text}\" must be a number with s, m, h or d, such as 7d."),
    };

    public OperatorException Wrong(string key, string sentence) =>
        Wrong(Find(key) ?? node, $"{Name}.{key}: {sentence}");

    public OperatorException Wrong(YamlNode at, string sentence) => new($"{file} line {at.Start.Line}", sentence);

    string TextOf(YamlNode value, string key) => value is YamlScalarNode { Value: { } text }
        ? text
        : throw Wrong(value, $"{Name}.{key} must be one value.");
}
