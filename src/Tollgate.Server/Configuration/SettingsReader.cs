using System.Globalization;

namespace Tollgate.Server.Configuration;

/// <summary>Reads typed values from a section and remembers which keys exist, to refuse all others.</summary>
sealed class SettingsReader(IConfigurationSection section)
{
    readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> tables = [];

    public string? Text(string key)
    {
        known.Add(key);
        var text = section[key];
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public bool Flag(string key, bool otherwise) => Text(key) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw Wrong(key, $"\"{text}\" must be true or false."),
    };

    public long Whole(string key, long otherwise, long least, long most) => Text(key) switch
    {
        null => otherwise,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most => value,
        var text => throw Wrong(key, $"\"{text}\" must be a whole number from {least} to {most}."),
    };

    public double Fraction(string key, double otherwise) => Text(key) switch
    {
        null => otherwise,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and < 1 => value,
        var text => throw Wrong(key, $"\"{text}\" must be a number between 0 and 1, such as 0.995."),
    };

    /// <summary>A length of time, as <see cref="DurationText"/> reads it.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        DurationOrNull(key, least, most) ?? otherwise;

    public TimeSpan? DurationOrNull(string key, TimeSpan least, TimeSpan most) => Text(key) switch
    {
        null => null,
        var text when DurationText.TryParse(text, out var value) && value >= least && value <= most => value,
        var text => throw Wrong(
            key,
            $"\"{text}\" must be a whole number with s, m, h or d behind it, "
                + $"from {DurationText.Of(least)} to {DurationText.Of(most)}."),
    };

    public T Choice<T>(string key, T otherwise) where T : struct, Enum => Text(key) switch
    {
        null => otherwise,
        // A bare number is also "parsed" as an enum; only names are meant.
        var text when char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) => value,
        var text => throw Wrong(
            key, $"\"{text}\" must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}."),
    };

    /// <summary>A key that has one value today.</summary>
    public void Only(string key, string value)
    {
        if (Text(key) is { } text && !text.Equals(value, StringComparison.OrdinalIgnoreCase))
            throw Wrong(key, $"\"{text}\" is not in this version; set it to {value} or leave it out.");
    }

    public Dictionary<string, decimal> Decimals(string key)
    {
        tables.Add(key + ":");
        var table = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var child in section.GetSection(key).GetChildren())
        {
            var isNumber = decimal.TryParse(
                child.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            table[child.Key] = isNumber
                ? value
                : throw Wrong($"{key}:{child.Key}", $"\"{child.Value}\" must be a number.");
        }
        return table;
    }

    /// <exception cref="OperatorException">The section holds a key that nothing has read.</exception>
    public void RefuseUnknown()
    {
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (value is null || key.Length == 0 || known.Contains(key))
                continue;
            if (tables.Exists(table => key.StartsWith(table, StringComparison.OrdinalIgnoreCase)))
                continue;
            throw Wrong(key, $"there is no such setting{Nearest(key)}.");
        }
    }

    string Nearest(string key)
    {
        var leaf = key[(key.LastIndexOf(':') + 1)..];
        var nearest = known.MinBy(name => Distance(name[(name.LastIndexOf(':') + 1)..], leaf));
        return nearest is null ? "; remove it" : $"; remove it, or write Tollgate:{nearest} if that was meant";
    }

    static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }

    static OperatorException Wrong(string key, string remedy) => new($"Tollgate:{key}", remedy);
}
