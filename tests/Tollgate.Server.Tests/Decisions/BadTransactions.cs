using System.Text.Json.Nodes;

namespace Tollgate.Server.Tests.Decisions;

/// <summary>What must be refused: its bytes, the code of the problem, and the field that must be named.</summary>
sealed record BadTransaction(string Name, byte[] Body, string Code, string? Field);

/// <summary>Every way to break the contract of a transaction that we could think of.</summary>
static class BadTransactions
{
    static readonly string[] Required =
        ["transaction_id", "event_time", "user_id", "amount_minor", "currency", "merchant_id"];

    static readonly string[] Ids =
        ["transaction_id", "user_id", "merchant_id", "card_id", "device_id", "ip", "email_id"];

    static readonly string[] Countries = ["country", "card_country", "ip_country"];

    static readonly string[] Texts =
    [
        .. Required.Except(["amount_minor"]), .. Countries,
        "merchant_category", "channel", "card_id", "device_id", "ip", "email_id",
    ];

    public static IEnumerable<BadTransaction> All() =>
    [
        .. Shapes(), .. WrongTypes(), .. Missing(), .. IdRules(), .. Amounts(), .. Times(), .. Codes(), .. Attributes(),
        .. Twice(),
    ];

    static IEnumerable<BadTransaction> Shapes()
    {
        var good = Some.Payment().ToJsonString();
        string[] malformed =
        [
            "", " ", "\n", "null", "true", "12", "\"text\"", "[]",
            "{", "}", "{]", "{\"user_id\"", "{\"user_id\":}", "{'user_id':'u'}",
            $"[{good}]", $"{good}{good}", $"{good} x", $"{good},",
            good[..^1], good[..(good.Length / 2)], $"{good[..^1]},}}",
            $"// payment\n{good}", $"/* payment */{good}",
            $"\u0000{good}", $"{good}\u0000", "\uFEFF" + good, "{\"user_id\":\"a\tb\"}",
            Some.With("note", Nested(65)), Some.With("note", Nested(20_000)),
            Some.With("note", "NaN"), Some.With("note", "\"\\x\""),
            Some.With("note", "\"\\ud800\""), Some.With("note", "[{\"a\":\"\\udc00\"}]"), Some.With("\\ud83d", "1"),
            Some.With("user_id", "\"\\ud800\""), Some.With("user_id", "\"\\udc00x\""),
            Some.With("user_id", "\"\\ud800\\ud800\""),
            Some.With("attributes", "{\"a\":\"\\ud800\"}"), Some.With("attributes", "{\"\\ud800\":1}"),
            Some.With("user_id", "\"a\nb\""), Some.With("user_id", "'u'"),
            Some.With("user_id", "u"), Some.With("user_id", "\"u"),
        ];
        for (var i = 0; i < malformed.Length; i++)
        {
            var body = Encoding.UTF8.GetBytes(malformed[i]);
            yield return new($"shape {i}: {Short(malformed[i])}", body, "malformed", null);
        }
        byte[][] notUtf8 = [[0xFF], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80]];
        foreach (var bytes in notUtf8)
        {
            byte[] body = [.. "{\"user_id\":\""u8, .. bytes, .. "\"}"u8];
            yield return new($"not UTF-8 {Convert.ToHexString(bytes)}", body, "malformed", null);
        }
        yield return new("UTF-16", Encoding.Unicode.GetBytes(good), "malformed", null);
        var tooLarge = Encoding.UTF8.GetBytes(good.PadRight((64 * 1024) + 1));
        yield return new("64 KiB and one byte", tooLarge, "too_large", null);
        yield return new("10 MB", Encoding.UTF8.GetBytes(good.PadRight(10_000_000)), "too_large", null);
    }

    static IEnumerable<BadTransaction> WrongTypes()
    {
        foreach (var field in Texts)
        {
            foreach (var value in new[] { "12", "true", "{\"a\":1}", "[\"a\"]" })
                yield return Bad(field, value);
        }
    }

    static IEnumerable<BadTransaction> Missing()
    {
        foreach (var field in Required)
        {
            yield return new($"no {field}", Encoding.UTF8.GetBytes(Some.Without(field)), "invalid", field);
            yield return Bad(field, "null");
            yield return Bad(field, "\"\"");
        }
        yield return new("an empty object", "{}"u8.ToArray(), "invalid", "merchant_id");
        yield return new(
            "other names", "{\"TRANSACTION_ID\":\"a\",\"User_Id\":\"b\"}"u8.ToArray(), "invalid", "user_id");
    }

    static IEnumerable<BadTransaction> IdRules()
    {
        foreach (var field in Ids)
        {
            yield return Bad(field, $"\"{new string('x', 65)}\"");
            yield return Bad(field, "\"a\\u0000b\"");
            yield return Bad(field, "\"a\\nb\"");
            yield return Bad(field, "\"a\\u007f\"");
        }
        yield return Bad("user_id", $"\"{new string('é', 65)}\"");
        yield return Bad("user_id", $"\"{new string('x', 60_000)}\"");
        foreach (var card in new[]
        {
            "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "378282246310005", "4222222222222",
            "6011000990139424",
            "\\u0034111111111111111",
        })
        {
            yield return Bad("card_id", $"\"{card}\"");
        }
    }

    static IEnumerable<BadTransaction> Amounts()
    {
        foreach (var value in new[]
        {
            "-1", "1.5", "0.0", "1e3", "100000000000001", "9223372036854775808", "-9223372036854775809",
            "1e400", "true", "{}", "[1]",
            "\"12\"", "\"12.00\"", new string('9', 5_000),
        })
        {
            yield return Bad("amount_minor", value);
        }

        foreach (var value in new[] { "NaN", "Infinity", "-", "01", "+1", ".5", "1.", "0x10", "1_000", "1,5" })
        {
            var body = Encoding.UTF8.GetBytes(Some.With("amount_minor", value));
            yield return new($"amount_minor {value}", body, "malformed", null);
        }
    }

    static IEnumerable<BadTransaction> Times()
    {
        foreach (var value in new[]
        {
            "yesterday", "2026-11-23", "2026-11-23T12:00:00", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-11-31T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23T12:00:61Z",
            "1969-12-31T23:59:59Z",
            "0000-00-00T00:00:00Z", "2026-11-23T12:00:00+25:00", "2026-11-23T12:00:00+0100", "2026-11-23T12:00:00.Z",
            "2026-11-23 12:00:00Z", "20261123T120000Z", "2026-11-23T12:00:00Z ", " 2026-11-23T12:00:00Z",
            "１2026-11-23T12:00:00Z",
            "1732363200", "-2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000000000000000000000000000000000000X",
            "9999-12-31T23:59:59Z", Some.Time(360),
        })
        {
            yield return Bad("event_time", $"\"{value}\"");
        }

        yield return Bad("event_time", "1732363200");
        yield return Bad("event_time", $"\"{Some.Time(-49 * 3600)}\"", "too_old");
        yield return Bad("event_time", "\"1970-01-01T00:00:00Z\"", "too_old");
    }

    static IEnumerable<BadTransaction> Codes()
    {
        foreach (var value in new[] { "eur", "EURO", "EU", "ZZZ", "€", "E1R", "978", "EUR ", "RON" })
            yield return Bad("currency", $"\"{value}\"");
        foreach (var field in Countries)
        {
            foreach (var value in new[] { "", "D", "DEU", "de", "ZZ", "Ü", "D1", "276" })
                yield return Bad(field, $"\"{value}\"");
        }

        foreach (var value in new[] { "", "541", "54111", "541a", "-541", "５４１１", "5 11", "５" })
            yield return Bad("merchant_category", $"\"{value}\"");
        foreach (var value in new[] { "", "web", "ECOM", "pos ", "1" })
            yield return Bad("channel", $"\"{value}\"");
    }

    static IEnumerable<BadTransaction> Attributes()
    {
        var longKey = new string('x', 65);
        foreach (var value in new[] { "[]", "\"a\"", "1", "true", Many(33), $"{{\"{longKey}\":1}}", "{\"\":1}" })
            yield return Bad("attributes", value);
        foreach (var value in new[]
        {
            "{\"a\":{\"b\":1}}", "{\"a\":[1]}", "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":1}", "{\"a\":1e999}", "{\"a\":[]}",
        })
        {
            var body = Encoding.UTF8.GetBytes(Some.With("attributes", value));
            yield return new($"attributes {value}", body, "invalid", "attributes.a");
        }
    }

    static IEnumerable<BadTransaction> Twice()
    {
        var payment = Some.Payment();
        (payment["ip"], payment["email_id"]) = ("10.0.0.1", "mail-1");
        var text = payment.ToJsonString();
        foreach (var (name, value) in payment)
            yield return new($"{name} twice", Again(text, name, value!), "invalid", name);
        yield return new("user_id twice, once escaped", Again(text, "user\\u005fid", "other"), "invalid", "user_id");
        yield return new("card_id twice, once null", Again(text, "card_id", null), "invalid", "card_id");
    }

    static byte[] Again(string text, string name, JsonNode? value) =>
        Encoding.UTF8.GetBytes($"{text[..^1]},\"{name}\":{value?.ToJsonString() ?? "null"}}}");

    static BadTransaction Bad(string field, string value, string code = "invalid") =>
        new($"{field} {Short(value)}", Encoding.UTF8.GetBytes(Some.With(field, value)), code, field);

    static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    static string Many(int count) =>
        JsonSerializer.Serialize(Enumerable.Range(0, count).ToDictionary(i => $"a{i}", i => i));

    static string Short(string text) => text.Length <= 60 ? text : text[..60];
}
