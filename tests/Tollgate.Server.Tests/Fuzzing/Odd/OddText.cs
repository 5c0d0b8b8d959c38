namespace Tollgate.Server.Tests.Fuzzing.Odd;

/// <summary>Texts for queries, paths, forms and headers, as they stand on the wire (Latin-1).</summary>
static class OddText
{
    static readonly string[] Values =
    [
        "", "0", "-1", "1", "1.5", "00", "+1", "201", "1000", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "99999999999999999999", "1e400", "1e-400", "NaN", "nan", "Infinity", "-Infinity",
        "%E2%88%9E", "0x10", "true", "false", "TRUE", "null", "undefined", "none", "me", "newest", "OPEN", "open",
        "OPEN,OPEN", "full", "a", "a%20b", "+", "%20", "%", "%%", "%2", "%zz", "%00", "a%00b", "%0d%0aX-A:%20b",
        "%FF", "%C3%28", "%ED%A0%80", "%F0%9F%98%80", "%C3%A9", "%EF%BB%BF", "%u0041", "%2F", "%2f..%2f..", "..", ".",
        "../..", "%2e%2e", "%5C", "%252F", "'", "%22", "%3Cscript%3E", "$where", "*", "user:", "user:a", "card:%00",
        ":", "a:b:c", "user%3Aa", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00%2B01:00", "2026-11-23",
        "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}", "0193", "MHxhfGI", "fHx8", "MHw5OTk5OTk5OTk5OTk5OTk5OTl8MA", "====",
        "_-_-", "[]", "a[]", "{}", "(", "LIKE%20%25", "%25", "_", "%5F%25", "\"", "<", "|", "\\", "^", "`", "~", ";",
        "&", "=", "#",
    ];

    /// <summary>Not allowed on the wire: the server refuses the request as a whole.</summary>
    static readonly string[] Broken = ["\u00e9", "\u00ff\u00fe", "a b", "\0", "\x01", "\x7f", "a\rb"];

    public static string Any(Random random) => random.Chance(8) ? Long(random) : random.Of(Values);

    public static string BreaksHttp(Random random) => random.Of(Broken);

    static string Long(Random random)
    {
        var piece = random.Of(["x", "%41", "%F0%9F%98%80", "..%2F"]);
        return string.Concat(Enumerable.Repeat(piece, random.Of([65, 129, 200, 1_000])));
    }
}
