using System.Text.Json.Nodes;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Tests.Support;

/// <summary>Transactions that are fine.</summary>
static class Some
{
    static int count;

    public static string Id() => $"t{Interlocked.Increment(ref count)}-{Guid.NewGuid():N}";

    public static string Time(int seconds = 0) =>
        Rfc3339.Text(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + (1000L * seconds));

    /// <param name="seconds">Event time, from now.</param>
    public static JsonObject Payment(string? id = null, string user = "u1", long amount = 1200, int seconds = 0) =>
        new()
        {
            ["transaction_id"] = id ?? Id(),
            ["event_time"] = Time(seconds),
            ["user_id"] = user,
            ["amount_minor"] = amount,
            ["currency"] = "EUR",
            ["merchant_id"] = "m1",
            ["merchant_category"] = "5411",
            ["country"] = "DE",
            ["card_country"] = "DE",
            ["ip_country"] = "DE",
            ["channel"] = "ecom",
            ["card_id"] = "card-1",
            ["device_id"] = "device-1",
            ["attributes"] = new JsonObject { ["shop"] = "north", ["items"] = 3, ["gift"] = false },
        };

    /// <summary>The same without spaces, with one member replaced by other text: <c>"name":value</c>.</summary>
    public static string With(string name, string value)
    {
        var payment = Payment();
        payment.Remove(name);
        var text = payment.ToJsonString(JsonSerializerOptions.Default);
        return $"{text[..^1]},\"{name}\":{value}}}";
    }

    public static string Without(string name)
    {
        var payment = Payment();
        payment.Remove(name);
        return payment.ToJsonString();
    }
}
