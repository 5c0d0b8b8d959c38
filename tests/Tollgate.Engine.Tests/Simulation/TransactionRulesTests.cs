using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Tollgate.Engine.Tests.Simulation;

/// <summary>Every simulated payment keeps the rules that the gate checks.</summary>
public sealed class TransactionRulesTests
{
    static readonly string[] Required =
        ["transaction_id", "event_time", "user_id", "amount_minor", "currency", "merchant_id"];

    static readonly string[] Optional =
    [
        "merchant_category", "country", "card_country", "ip_country", "channel", "card_id", "device_id", "ip",
        "email_id", "attributes",
    ];

    static readonly string[] Online = ["device_id", "ip", "ip_country", "email_id"];

    [Fact]
    public void Every_payment_keeps_the_rules_of_its_fields() =>
        Gen.Select(Gen.ULong, Gen.Double[0.1, 5_000]).Sample((seed, rate) =>
        {
            var settings = Traffic.Settings with { Seed = seed, Rate = rate, FraudShare = 0.3 };
            foreach (var seen in Traffic.Read(settings, 1_000))
                Check(seen);
        }, iter: 20);

    [Fact]
    public void Fields_are_absent_where_the_channel_cannot_know_them()
    {
        foreach (var seen in Traffic.Read(Traffic.Settings with { FraudShare = 0.1 }, 20_000))
        {
            var channel = seen.Text("channel");
            var isOnline = channel is "ecom" or "transfer";
            Assert.All(Online, field => Assert.Equal(isOnline, seen.Text(field) is not null));
            Assert.Equal(channel != "transfer", seen.Text("card_id") is not null);
            Assert.Equal(channel != "transfer", seen.Text("card_country") is not null);
        }
    }

    [Fact]
    public void All_channels_and_currencies_occur_and_the_euro_leads()
    {
        var traffic = Traffic.Read(Traffic.Settings, 50_000);
        Assert.Equal(["atm", "ecom", "pos", "transfer"], traffic.Select(s => s.Text("channel")).Distinct().Order());
        var currencies = traffic.CountBy(s => s.Text("currency")!).ToDictionary();
        Assert.Equal(["EUR", "GBP", "JPY", "PLN", "SEK", "USD"], currencies.Keys.Order());
        Assert.InRange(currencies["EUR"], 35_000, 45_000);
    }

    [Fact]
    public void The_struct_says_what_the_json_says()
    {
        foreach (var seen in Traffic.Read(Traffic.Settings with { FraudShare = 0.2 }, 2_000))
        {
            Assert.Equal(seen.Text("transaction_id"), seen.Payment.TransactionId);
            Assert.Equal(seen.Text("user_id"), seen.Payment.UserId);
            var time = DateTimeOffset.FromUnixTimeMilliseconds(seen.Payment.EventTime);
            Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null), seen.Text("event_time"));
        }
    }

    static void Check(Seen seen)
    {
        var names = seen.Json.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Empty(names.Except(Required).Except(Optional));
        Assert.Empty(Required.Except(names));
        Assert.True(Encoding.UTF8.GetByteCount(seen.Json.GetRawText()) <= 1_024);
        Assert.True(DateTimeOffset.TryParseExact(seen.Text("event_time"), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null,
            DateTimeStyles.AssumeUniversal, out _));
        Assert.InRange(seen.AmountMinor, 1, 100_000_000_000_000);
        Assert.Matches("^[A-Z]{3}$", seen.Text("currency"));
        Assert.Matches("^[0-9]{4}$", seen.Text("merchant_category"));
        foreach (var field in new[] { "country", "card_country", "ip_country" })
            Assert.Matches("^[A-Z]{2}$", seen.Text(field) ?? "XX");
        Assert.Contains(seen.Text("channel"), new[] { "ecom", "pos", "atm", "transfer" });
        foreach (var field in new[] { "transaction_id", "user_id", "merchant_id", "card_id", "device_id", "email_id" })
            Assert.Matches("^[!-~]{1,64}$", seen.Text(field) ?? "x");
        // Stricter than the rule: not even as many digits that fail Luhn.
        Assert.DoesNotMatch("[0-9]{13,19}", seen.Text("card_id") ?? "");
        if (seen.Text("ip") is { } ip)
            Assert.Equal(ip, IPAddress.Parse(ip).ToString());
        Assert.InRange(seen.Json.GetProperty("attributes").EnumerateObject().Count(), 1, 32);
        Assert.All(seen.Json.GetProperty("attributes").EnumerateObject(), entry => Assert.Contains(
            entry.Value.ValueKind,
            new[] { JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True, JsonValueKind.False }));
    }
}
