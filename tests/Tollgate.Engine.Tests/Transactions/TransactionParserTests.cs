using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Transactions;

public sealed class TransactionParserTests
{
    readonly TransactionParser parser = new();

    [Fact]
    public void Every_field_comes_back_as_it_was_sent()
    {
        const string json = """
            {"transaction_id":"t-1","event_time":"2026-11-23T13:00:00.1239+01:00","user_id":"ü\u0041",
             "amount_minor":100000000000000,"currency":"JPY","merchant_id":"m","merchant_category":"0742",
             "country":"DE","card_country":"US","ip_country":"NL","channel":"ecom",
             "card_id":"4111","device_id":"d","ip":"203.0.113.7","email_id":"e","later":{"x":[1,2]},
             "attributes":{"z":true,"a":"text","n":-7,"r":1.5,"gone":null}}
            """;
        Assert.True(Parse(json), parser.Errors.ToString());
        using var written = Written();
        var root = written.RootElement;
        Assert.Equal("2026-11-23T12:00:00.123Z", root.GetProperty("event_time").GetString());
        Assert.Equal("üA", root.GetProperty("user_id").GetString());
        Assert.Equal(100_000_000_000_000, root.GetProperty("amount_minor").GetInt64());
        Assert.Equal("0742", root.GetProperty("merchant_category").GetString());
        Assert.Equal("ecom", root.GetProperty("channel").GetString());
        Assert.Equal("203.0.113.7", root.GetProperty("ip").GetString());
        Assert.Equal("""{"a":"text","n":-7,"r":1.5,"z":true}""", root.GetProperty("attributes").GetRawText());
        Assert.Equal("""{"x":[1,2]}""", root.GetProperty("later").GetRawText());
    }

    [Theory]
    [InlineData("\"transaction_id\":\"t-1\"", "\"transaction_id\":\"\"", "transaction_id", "must not be empty")]
    [InlineData("\"transaction_id\":\"t-1\"", "\"transaction_id\":7", "transaction_id", "must be text")]
    [InlineData("\"transaction_id\":\"t-1\"", "\"transaction_id\":null", "transaction_id", "must not be null")]
    [InlineData("\"transaction_id\":\"t-1\"", "\"x\":1", "transaction_id", "is required")]
    [InlineData("\"user_id\":\"u-1\"", "\"user_id\":\"a\\u0007b\"", "user_id", "control character")]
    [InlineData("\"user_id\":\"u-1\"", "\"user_id\":\"u-1\",\"user_id\":\"u-1\"", "user_id", "twice")]
    [InlineData("\"amount_minor\":1250", "\"amount_minor\":-1", "amount_minor", "0 to 10^14")]
    [InlineData("\"amount_minor\":1250", "\"amount_minor\":100000000000001", "amount_minor", "0 to 10^14")]
    [InlineData("\"amount_minor\":1250", "\"amount_minor\":12.5", "amount_minor", "integer")]
    [InlineData("\"amount_minor\":1250", "\"amount_minor\":\"1250\"", "amount_minor", "integer")]
    [InlineData("\"amount_minor\":1250", "\"amount_minor\":99999999999999999999999", "amount_minor", "integer")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"eur\"", "currency", "ISO 4217")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"CHF\"", "currency", "Tollgate:Rates:Table:CHF")]
    [InlineData("\"card_id\":null", "\"card_id\":\"4111 1111-1111 1111\"", "card_id", "card number")]
    [InlineData("\"card_id\":null", "\"country\":\"UK\"", "country", "ISO 3166-1")]
    [InlineData("\"card_id\":null", "\"merchant_category\":\"54111\"", "merchant_category", "ISO 18245")]
    [InlineData("\"card_id\":null", "\"channel\":\"web\"", "channel", "ecom, pos, atm, transfer")]
    [InlineData("\"card_id\":null", "\"attributes\":[]", "attributes", "object")]
    [InlineData("\"card_id\":null", "\"attributes\":{\"a\":1,\"a\":2}", "attributes.a", "twice")]
    [InlineData("\"card_id\":null", "\"attributes\":{\"a\":{}}", "attributes.a", "text, a number or a bool")]
    public void What_breaks_a_rule_names_its_field_and_the_rule(
        string found, string replaced, string field, string says)
    {
        Assert.False(Parse(Some.Json().Replace(found, replaced, StringComparison.Ordinal)));
        Assert.Null(parser.Malformed);
        Assert.Contains(says, Assert.Single(parser.Errors.ToDictionary()[field]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transaction_id", "\"4111111111111111\"")]
    [InlineData("user_id", "\"4111 1111 1111 1111\"")]
    [InlineData("merchant_id", "\"4111-1111-1111-1111\"")]
    [InlineData("card_id", "\"4222222222222\"")]
    [InlineData("device_id", "\"378282246310005\"")]
    [InlineData("ip", "\"\\u0034111111111111111\"")]
    [InlineData("email_id", "\"5555555555554444\"")]
    [InlineData("attributes", "{\"a\":\"4111111111111111\"}", "attributes.a")]
    [InlineData("attributes", "{\"a\":4111111111111111}", "attributes.a")]
    [InlineData("attributes", "{\"a\":4111111111111111.0}", "attributes.a")]
    [InlineData("attributes", "{\"4111111111111111\":true}")]
    [InlineData("pan", "\"4111111111111111\"")]
    [InlineData("pan", "4111111111111111")]
    [InlineData("card", "{\"numbers\":[1,\"\\u0034111111111111111\"]}")]
    [InlineData("card", "{\"4111111111111111\":null}")]
    public void A_card_number_is_refused_in_every_field_known_or_not(string field, string value, string? named = null)
    {
        var json = JsonNode.Parse(Some.Json())!.AsObject();
        json.Remove(field);
        var text = json.ToJsonString();
        Assert.False(Parse($"{text[..^1]},\"{field}\":{value}}}"));
        Assert.Null(parser.Malformed);
        var message = Assert.Single(parser.Errors.ToDictionary()[named ?? field]);
        Assert.Contains("looks like a card number", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-11-23T24:00:00Z")]
    [InlineData("2026-11-23T00:00:60Z")]
    [InlineData("2026-11-23T00:00:00")]
    [InlineData("2026-11-23 00:00:00+24:00")]
    [InlineData("2026-11-23T00:00:00.Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("yesterday, at about noon o'clock")]
    public void What_is_no_time_is_refused(string time) =>
        Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(time), out _));

    [Fact]
    public void Every_time_comes_back_whatever_its_offset() =>
        Gen.Select(Gen.Long[0, 253_370_764_800_000], Gen.Int[-1439, 1439]).Sample((ms, offset) =>
        {
            var zone = TimeSpan.FromMinutes(Math.Clamp(offset, -840, 840));
            var at = DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(zone);
            var text = Encoding.UTF8.GetBytes(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz"));
            Assert.True(Rfc3339.TryParse(text, out var read));
            Assert.Equal(ms, read);
            Assert.Equal(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), Rfc3339.Text(ms));
        });

    [Fact]
    public void Any_bytes_at_all_are_read_or_refused_with_a_reason() =>
        Gen.OneOf(Gen.Byte.Array, Gen.Select(Gen.Int[0, 250], Gen.Byte).Select((at, value) => Damaged(at, value)))
        .Sample(bytes =>
        {
            if (!parser.TryParse(bytes, Some.Rates, Some.Noon))
                Assert.True(parser.Malformed is not null || parser.Errors.Any);
        }, iter: 20_000, threads: 1);

    [Fact]
    public void Two_say_the_same_when_every_known_field_is_equal_whatever_order_and_unknown_fields()
    {
        var one = Some.Bytes("""
            {"transaction_id":"t","event_time":"2026-01-01T00:00:00Z","user_id":"u","amount_minor":1,
             "currency":"EUR","merchant_id":"m","attributes":{"a":1,"b":2}}
            """);
        var same = Some.Bytes("""
            {"extra":1,"merchant_id":"m","currency":"EUR","attributes":{"b":2,"a":1},"amount_minor":1,
             "user_id":"u","event_time":"2026-01-01T01:00:00+01:00","transaction_id":"t","ip":null}
            """);
        var other = Some.Bytes("""
            {"transaction_id":"t","event_time":"2026-01-01T00:00:00Z","user_id":"u","amount_minor":1,
             "currency":"EUR","merchant_id":"m","attributes":{"a":1,"b":3}}
            """);
        Assert.True(new Transaction(one).SaysTheSame(new(same)));
        Assert.False(new Transaction(one).SaysTheSame(new(other)));
    }

    [Fact]
    public void Amounts_convert_by_whole_numbers_and_round_half_up()
    {
        Assert.Equal(92, Some.Rates.ToBase("USD"u8, 100));
        Assert.Equal(1, Some.Rates.ToBase("USD"u8, 1));
        Assert.Equal(61, Some.Rates.ToBase("JPY"u8, 100));
        Assert.Equal(92_000_000_000_000, Some.Rates.ToBase("USD"u8, 100_000_000_000_000));
    }

    [Fact]
    public void An_event_more_than_five_minutes_ahead_of_the_clock_is_refused()
    {
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(Some.Json()), Some.Rates, Some.Noon - 300_000));
        Assert.False(parser.TryParse(Encoding.UTF8.GetBytes(Some.Json()), Some.Rates, Some.Noon - 300_001));
        Assert.True(parser.Errors.Has(Field.EventTime));
    }

    static byte[] Damaged(int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(Some.Json());
        bytes[at % bytes.Length] = value;
        return bytes;
    }

    bool Parse(string json) => parser.TryParse(Encoding.UTF8.GetBytes(json), Some.Rates, Some.Noon * 2);

    JsonDocument Written()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, new(parser.Bytes.Span));
        return JsonDocument.Parse(stream.ToArray());
    }
}
