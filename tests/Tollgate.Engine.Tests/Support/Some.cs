using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Support;

/// <summary>Small valid things to start a test from.</summary>
static class Some
{
    public const long Noon = 1_780_000_000_000;

    public static readonly CurrencyRates Rates = new("EUR", Geography.Rates);

    public static readonly Policy Policy = new(0.995, 0.9995, DecisionKind.Review, "EUR", Geography.Rates);

    public static string Json(
        string id = "t-1", long time = Noon, string user = "u-1", long amount = 1250, string merchant = "m-1",
        string? card = null, string? device = null) =>
        $$"""
        {"transaction_id":"{{id}}","event_time":"{{Rfc3339.Text(time)}}","user_id":"{{user}}",
         "amount_minor":{{amount}},"currency":"EUR","merchant_id":"{{merchant}}",
         "card_id":{{Quoted(card)}},"device_id":{{Quoted(device)}}}
        """;

    /// <summary>The bytes of a transaction.</summary>
    public static byte[] Bytes(string json)
    {
        var parser = new TransactionParser();
        var valid = parser.TryParse(Encoding.UTF8.GetBytes(json), Rates, Noon * 2);
        Assert.True(valid, parser.Malformed ?? parser.Errors.ToString());
        return parser.Bytes.ToArray();
    }

    static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";
}
