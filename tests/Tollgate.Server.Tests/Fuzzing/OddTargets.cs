using System.Buffers.Text;
using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Writes the path and query of a call, well or oddly.</summary>
static class OddTargets
{
    static readonly string[] OddQueries =
        ["?", "??", "?&&", "?=", "?=a", "?%", "?a", "?a=%00", "?limit", "?limit=", "?%6cimit=1", "?limit[]=1", "?$=#"];

    /// <returns>The target, and whether HTTP does not allow it.</returns>
    public static (string Target, bool BreaksHttp) Write(
        FuzzRoute route, KnownValues values, Random random, bool asIs)
    {
        var breaks = !asIs && random.Chance(0.7);
        var odd = breaks ? OddText.BreaksHttp(random) : null;
        var parts = route.Path.Split('/').Select(part =>
        {
            var (from, to) = (part.IndexOf('{'), part.IndexOf('}'));
            if (from < 0)
                return part;
            var good = values.OfPath(part[(from + 1)..to]) ?? "";
            var value = asIs || !random.Chance(25) ? Uri.EscapeDataString(good) : OddText.Any(random);
            return part[..from] + value + part[(to + 1)..];
        });
        var path = string.Join('/', parts);
        if (!asIs && random.Chance(4))
            path = OddPath(path, random);
        return (path + Query(route, values, random, asIs) + odd, breaks);
    }

    static string OddPath(string path, Random random) => random.Next(8) switch
    {
        0 => "/" + path,
        1 => path.ToUpperInvariant(),
        2 => path + "/",
        3 => path + "/" + OddText.Any(random),
        4 => path.Replace("/api", "/%61pi"),
        5 => path.Replace("/", "/./"),
        6 => "http://127.0.0.1" + path,
        _ => path.Replace("/", "//"),
    };

    static string Query(FuzzRoute route, KnownValues values, Random random, bool asIs)
    {
        if (!asIs && random.Chance(4))
            return random.Of(OddQueries);
        var parts = new List<string>();
        string[] names = route.Signed ? [.. route.Query, "explain"] : route.Query;
        foreach (var name in names.Where(_ => random.Chance(asIs ? 10 : 35)))
        {
            var value = Uri.EscapeDataString(values.OfQuery(name));
            if (!asIs && random.Chance(40))
                value = name == "cursor" && random.Chance(70) ? OddCursor(value, random) : OddText.Any(random);
            parts.Add($"{name}={value}");
            if (!asIs && random.Chance(5))
                parts.Add($"{name}={OddText.Any(random)}");
        }
        if (!asIs && random.Chance(4))
            parts.Add($"{OddText.Any(random)}={OddText.Any(random)}");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    /// <summary>A real cursor with another value inside.</summary>
    static string OddCursor(string cursor, Random random)
    {
        if (!Base64Url.IsValid(cursor))
            return OddText.Any(random);
        var parts = Encoding.Latin1.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
        parts[random.Next(parts.Length)] = Uri.UnescapeDataString(OddText.Any(random));
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('|', parts)));
    }
}
