namespace Tollgate.Server.Tests.Fuzzing.Odd;

/// <summary>JSON values that somebody forgot, as text; some of them are no JSON.</summary>
static class OddJson
{
    static readonly string[] Plain =
    [
        "null", "null", "true", "false", "0", "1", "-1", "-0", "0.5", "1.5", "1.0", "2", "12", "1e2", "-0.0",
        "1e-400", "1e400", "-1e400", "0.1e1", "9007199254740993", "2147483648", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551616", "123456789012345678901234567890",
        "3.4028236e38", "\"\"", "\"a\"", "\" \"", "\" a \"", "\"null\"", "\"0\"", "\"1e400\"", "\"NaN\"", "\"true\"",
        "\"4111111111111111\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"a\\u0000b\"",
        "\"\\u001f\\u007f\\u0085\"", "\"\\r\\nSet-Cookie: a=b\"", "\"\\ufeff\"", "\"\\u202e\"", "\"\\ud83d\\ude00\"",
        "\"\u00e9\ud83d\ude00\u4e2d\"", "\"2026-11-23T12:00:00Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.999Z\"", "\"2026-02-30T00:00:00Z\"", "\"2026-11-23T12:00:00\"",
        "\"2026-11-23T24:00:60+99:99\"", "\"1970-01-01T00:00:00.000Z\"", "\"12:00\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"0193\"", "\"OPEN\"", "\"open\"", "\"fraud\"", "\"admin\"",
        "\"../../etc/passwd\"", "\"%s%n{0}\"", "\"'; DROP TABLE cases; --\"", "\"<script>alert(1)</script>\"",
        "\"=1+1\"", "[]", "[null]", "[[]]", "[[null]]", "[null,null]", "[\"a\",null]", "[0]", "[{}]",
        "[{\"a\":[null]}]", "[\"\"]", "{}", "{\"\":null}", "{\"a\":null}", "{\"a\":1,\"a\":2}",
        "{\"code\":null,\"text\":null}", "{\"text\":\"a\"}", "{\"$id\":\"1\"}", "{\"$ref\":\"1\"}",
        "{\"$type\":\"a\"}", "[{\"code\":\"a\",\"text\":\"b\",\"contribution\":1e400}]",
    ];

    static readonly string[] Broken =
    [
        "NaN", "Infinity", "-Infinity", "'a'", "a", "01", "+1", ".5", "1.", "1e", "-", "0x10", "tru", "nul",
        "undefined", "", ",", "[,]", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[", "{", "]", "}",
        "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"\t\"", "\"\u0000\"", "/* a */ 1", "// a\n1", "1 1",
        "\"a\" \"b\"", "#", "\u0000",
    ];

    public static string Any(Random random)
    {
        return random.Weighed(
            (70, Choice.Plain), (10, Choice.Broken), (12, Choice.Long), (8, Choice.Deep)) switch
        {
            Choice.Plain => random.Of(Plain),
            Choice.Broken => random.Of(Broken),
            Choice.Long => Long(random),
            _ => Deep(random),
        };
    }

    static string Long(Random random)
    {
        var length = random.Of([64, 65, 128, 129, 500, 501, 1024, 4_001, 5_000, 70_000]);
        return random.Next(5) switch
        {
            0 => new string('9', Math.Min(length, 5_000)),
            1 => $"[{string.Join(',', Enumerable.Repeat("null", length))}]",
            2 => $"[{string.Join(',', Enumerable.Range(0, Math.Min(length, 5_000)).Select(i => $"\"{i}\""))}]",
            3 => $"{{{string.Join(',', Enumerable.Range(0, Math.Min(length, 5_000)).Select(i => $"\"k{i}\":{i}"))}}}",
            _ => $"\"{new string(random.Of(['x', '\u00e9', ' ']), length)}\"",
        };
    }

    static string Deep(Random random)
    {
        var depth = random.Of([8, 63, 64, 65, 66, 200, 1_000, 20_000]);
        return random.Next(3) switch
        {
            0 => new string('[', depth) + new string(']', depth),
            1 => new string('[', depth),
            _ => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "null" + new string('}', depth),
        };
    }

    enum Choice
    {
        Plain,
        Broken,
        Long,
        Deep,
    }
}
