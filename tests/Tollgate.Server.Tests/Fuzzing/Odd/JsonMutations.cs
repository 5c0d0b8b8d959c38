using System.Text.Json.Nodes;

namespace Tollgate.Server.Tests.Fuzzing.Odd;

/// <summary>
/// Writes a document with some of its values changed: in text, as what it writes need not be JSON any more.
/// </summary>
sealed class JsonMutations
{
    readonly Random random;
    readonly HashSet<int> changed = [];
    readonly StringBuilder text = new();
    int position;

    JsonMutations(Random random) => this.random = random;

    public static string Write(JsonNode? document, Random random, int changes)
    {
        var mutations = new JsonMutations(random);
        var values = Count(document);
        for (var i = 0; i < changes; i++)
            mutations.changed.Add(random.Next(values));
        mutations.Value(document);
        return mutations.text.ToString();
    }

    static int Count(JsonNode? node) => 1 + node switch
    {
        JsonObject members => members.Sum(member => Count(member.Value)),
        JsonArray items => items.Sum(Count),
        _ => 0,
    };

    void Value(JsonNode? node)
    {
        if (changed.Contains(position++))
        {
            text.Append(OddJson.Any(random));
            position += Count(node) - 1;
            return;
        }
        switch (node)
        {
            case JsonObject members:
                Members(members);
                break;
            case JsonArray items:
                Items(items);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    void Members(JsonObject members)
    {
        var parts = new List<string>();
        foreach (var (name, value) in members)
        {
            var touched = changed.Contains(position) && random.Chance(50);
            var way = touched ? random.Next(5) : -1;
            if (touched)
                changed.Remove(position);
            var part = Part(value);
            var member = $"{JsonSerializer.Serialize(name)}:{part}";
            if (way == 0)
                continue;
            parts.Add(way == 4 ? $"{OddName(name)}:{part}" : member);
            if (way == 1)
                parts.Add(member);
            if (way == 2)
                parts.Add($"{JsonSerializer.Serialize(name)}:{OddJson.Any(random)}");
            if (way == 3)
                parts.Add($"\"zz_unknown\":{OddJson.Any(random)}");
        }
        text.Append('{').AppendJoin(random.Chance(5) ? " ,\n\t" : ",", parts).Append('}');
    }

    void Items(JsonArray items)
    {
        var parts = new List<string>();
        foreach (var item in items)
        {
            var way = changed.Contains(position) ? random.Next(5) : -1;
            if (way is >= 0 and < 4)
                changed.Remove(position);
            var part = Part(item);
            if (way == 0)
                continue;
            if (way == 1)
                parts.Add("null");
            parts.Add(part);
            if (way == 2)
                parts.Add("null");
            if (way == 3)
                parts.AddRange(Enumerable.Repeat(part, random.Of([1, 2, 20, 300])));
        }
        text.Append('[').AppendJoin(',', parts).Append(']');
    }

    /// <summary>What the value writes, taken out of the text again.</summary>
    string Part(JsonNode? value)
    {
        var from = text.Length;
        Value(value);
        var part = text.ToString(from, text.Length - from);
        text.Length = from;
        return part;
    }

    string OddName(string name) => random.Next(8) switch
    {
        0 => $"\"{name.ToUpperInvariant()}\"",
        1 => $"\"\\u{(int)name[0]:x4}{name[1..]}\"",
        2 => "\"\"",
        3 => $"\"{new string('n', 5_000)}\"",
        4 => $"\"{name}\\u0000\"",
        5 => "\"\\ud800\"",
        6 => "\"it's 'quoted'\"",
        _ => name,
    };
}
